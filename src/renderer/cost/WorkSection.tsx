import { BYTES_PER_TOKEN } from '@shared/domain/usage/work'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { workResource } from '../state/cost'
import { ErrorNote } from '../ui/ErrorNote'
import { countOf, formatShare } from '../ui/format'
import { Section } from '../ui/Panel'

/** How much text was abandoned, as an estimate. Money is not attributed to it. */
export function WorkSection() {
  const work = useStore(workResource.state)
  useEffect(() => {
    if (work.kind === 'idle') workResource.load()
  }, [work])
  return (
    <Section title="Abandoned work" note="estimate">
      {work.kind === 'ready' && (
        <dl className="adds-up">
          <dt>On the active path</dt>
          <dd>≈ {countOf(work.value.path.estimatedTokens, 'token')}</dd>
          <dt>
            Only off it:{' '}
            {countOf(work.value.abandoned.things, 'message, call or step', 'messages, calls and steps')}
          </dt>
          <dd>≈ {countOf(work.value.abandoned.estimatedTokens, 'token')}</dd>
          <dt className="faint">Abandoned part</dt>
          <dd className="faint">
            {formatShare(
              work.value.abandoned.estimatedTokens,
              work.value.path.estimatedTokens + work.value.abandoned.estimatedTokens
            )}
          </dd>
        </dl>
      )}
      {work.kind === 'loading' && <p className="small faint">Estimating…</p>}
      {work.kind === 'failed' &&
        (work.error.code === 'not-verified' ? (
          <p className="small faint">Every row is being verified first.</p>
        ) : (
          <ErrorNote error={work.error} />
        ))}
      <p className="small quiet">
        An estimate of stored text at {BYTES_PER_TOKEN} bytes a token, copies counted once. Money is not
        attributed to nodes: the rows of the ledger name none.
      </p>
    </Section>
  )
}

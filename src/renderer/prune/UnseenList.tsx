import type { BranchRow } from '@shared/ipc/store'
import type { PlanWarning } from '@shared/operations/plan'
import { plainWords } from '@shared/text/plain-text'
import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { goOnUnseen, pruneState } from '../state/prune'
import { openReader } from '../state/reader'
import { branchesResource } from '../state/resources'
import { Button } from '../ui/Controls'
import { countOf, formatCount } from '../ui/format'
import { boxOf } from './boxes'
import { selectBranch } from './look'
import { UNIQUE_CONTENT } from './PlanWarnings'
import { reasonWords } from './reasons'

const listed = 5

/** The chosen branches that hold something the path does not and that nobody has looked at yet. */
export function useUnseen(): readonly BranchRow[] {
  const { chosen, looked } = useStore(pruneState)
  const branches = useStore(branchesResource.state, (state) => (state.kind === 'ready' ? state.value : none))
  const unique = useMemo(
    () => branches.filter((branch) => branch.unique > 0 && boxOf(branch, chosen) !== 'off'),
    [branches, chosen]
  )
  return useMemo(() => unique.filter(({ topRow }) => !looked.has(topRow)), [unique, looked])
}

const none: readonly BranchRow[] = []

/** Asks for a look at what exists only here, before it can be hidden. */
export function UnseenList({
  left,
  warnings
}: {
  readonly left: readonly BranchRow[]
  readonly warnings: readonly PlanWarning[]
}) {
  const unseen = useStore(pruneState, (prune) => prune.unseen)
  const lost = warnings.find(({ code }) => code === UNIQUE_CONTENT)?.message
  return (
    <section className="section unseen" aria-label="Look first">
      <p>
        <TriangleAlert size={14} aria-hidden="true" className="danger" />
        <span>
          {lost ?? 'Something in this selection exists nowhere else in this store.'} Have a look first:{' '}
          <b>{countOf(left.length, 'branch', 'branches')}</b> to go.
        </span>
      </p>
      <ul>
        {left.slice(0, listed).map((branch) => (
          <li key={branch.topRow}>
            <span className="cut" title={branch.evidence}>
              {branch.lastWords === '' ? reasonWords(branch.reason) : plainWords(branch.lastWords)}
            </span>
            <Button
              className="compact"
              onClick={() => {
                selectBranch(branch)
                openReader(branch.lastRow, branch.topRow)
              }}
            >
              Read
            </Button>
            <Button className="compact" onClick={() => selectBranch(branch)}>
              Look
            </Button>
          </li>
        ))}
        {left.length > listed && (
          <li className="faint">and {formatCount(left.length - listed)} more in the list below the canvas</li>
        )}
      </ul>
      <label className="tick small">
        <input type="checkbox" checked={unseen} onChange={(event) => goOnUnseen(event.target.checked)} />
        Go on without looking
      </label>
    </section>
  )
}

import './residency.css'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { chooseResidency, residencyState } from '../state/residency'
import { residencyResource } from '../state/resources'
import { Segments } from '../ui/Controls'
import { countOf, formatBytes, formatExactBytes } from '../ui/format'
import { commitWords } from './words'

const options = [
  ['everything', 'Everything'],
  ['active-path', 'Active path']
] as const

/** What a resumed runtime would keep in memory, and what its next commit would do to the store. Nothing is written. */
export function ResidencyBar() {
  const residency = useStore(residencyState, (state) => state.residency)
  const report = useStore(residencyResource.state)
  useEffect(residencyResource.load)
  const side =
    report.kind === 'ready' ? report.value[residency === 'everything' ? 'keepAll' : 'activePathOnly'] : null
  return (
    <section className="lens-bar" aria-label="Residency">
      <span className="small quiet">Keep in memory</span>
      <Segments bar label="Residency" options={options} value={residency} onChange={chooseResidency} />
      {side !== null && side.refused === null && (
        <span className="figures" title={formatExactBytes(side.bytes)}>
          {countOf(side.nodes, 'node')} · {formatBytes(side.bytes)}
        </span>
      )}
      {report.kind === 'failed' && <span className="small danger cut">{report.error.message}</span>}
      {side !== null && (
        <span
          className={`residency-words small cut ${side.refused === null ? 'quiet' : 'danger'}`}
          title={commitWords(side)}
        >
          {commitWords(side)}
        </span>
      )}
    </section>
  )
}

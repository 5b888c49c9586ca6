import type { LeafCandidate } from '@shared/ipc/operations'
import { shortenId } from '@shared/text/short-id'
import { Crosshair } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { detailState } from '../state/detail'
import { healState, pickLeaf, proposeCandidate, proposeLeaf, proposeNothing } from '../state/heal'
import { makePlan } from '../state/plan'
import { countOf, formatAgo, formatExactTime } from '../ui/format'
import { useNow } from '../ui/useNow'

/** The leaves to choose from, best first, each with what speaks for it; any other node can be picked on the canvas. */
export function Candidates({
  candidates,
  cyclic
}: {
  readonly candidates: readonly LeafCandidate[]
  readonly cyclic: boolean
}) {
  const chosen = useStore(healState, (heal) => heal.chosen)
  const picking = useStore(healState, (heal) => heal.picking)
  usePicked(cyclic)
  const listed = candidates.toSorted((a, b) => a.rank - b.rank)
  const own = chosen !== null && !listed.some(({ id }) => id === chosen.id) ? chosen : null
  return (
    <fieldset className="candidates">
      <legend className="visually-hidden">Point the head at</legend>
      {listed.map((candidate) => (
        <CandidateOption
          key={candidate.id}
          candidate={candidate}
          on={chosen?.id === candidate.id}
          onPick={() => proposeFor(candidate, cyclic)}
        />
      ))}
      <label className={own === null ? 'candidate' : 'candidate on'}>
        <input type="radio" name="leaf" checked={own !== null || picking} onChange={pickLeaf} />
        <span className="candidate-words">
          <span>Another node</span>
          <span className="small quiet">
            {own !== null ? (
              <span className="mono" title={own.id}>
                {shortenId(own.id)}
              </span>
            ) : picking ? (
              <>
                <Crosshair size={12} aria-hidden="true" /> Select it on the canvas, or with the arrow keys.
              </>
            ) : (
              'Pick it on the canvas'
            )}
          </span>
        </span>
      </label>
      <label className="candidate">
        <input type="radio" name="leaf" checked={chosen === null && !picking} onChange={proposeNothing} />
        <span className="candidate-words">
          <span>Change nothing</span>
          <span className="small quiet">Reading is safe. Do not let the runtime open the store.</span>
        </span>
      </label>
    </fieldset>
  )
}

/** lash heals a lost leaf only; a head that points into a loop has to be moved. */
function proposeFor(candidate: LeafCandidate, cyclic: boolean): void {
  proposeCandidate(candidate)
  if (cyclic) moveHeadTo(candidate.id)
}

const moveHeadTo = (leaf: string): void =>
  void makePlan({ kind: 'branch', leaf, before: false, keepCheckpoint: false })

/** While the user picks, the node that gets selected is the proposal. */
function usePicked(cyclic: boolean): void {
  const picking = useStore(healState, (heal) => heal.picking)
  const detail = useStore(detailState)
  useEffect(() => {
    if (!picking || detail.detail.kind !== 'ready') return
    const { row, id } = detail.detail.value.card
    if (row !== detail.row) return
    proposeLeaf(id, row)
    if (cyclic) moveHeadTo(id)
  }, [picking, detail, cyclic])
}

function CandidateOption({
  candidate,
  on,
  onPick
}: {
  readonly candidate: LeafCandidate
  readonly on: boolean
  readonly onPick: () => void
}) {
  const { id, words, pathLength, time, asRuntime, evidence } = candidate
  const now = useNow()
  return (
    <label className={on ? 'candidate on' : 'candidate'}>
      <input type="radio" name="leaf" checked={on} onChange={onPick} />
      <span className="candidate-words">
        <span className="candidate-title">
          <span className="cut" dir="auto">
            {words === '' ? shortenId(id) : words}
          </span>
          {asRuntime && <span className="chip">as lash would</span>}
        </span>
        <span className="small quiet">
          <span title={formatExactTime(time)}>{formatAgo(time, now)}</span>,{' '}
          <span className="mono" title={id}>
            {shortenId(id)}
          </span>
        </span>
        <span className="small faint">
          {evidence.length > 0 ? evidence.join(' · ') : `path of ${countOf(pathLength, 'node')}`}
        </span>
      </span>
    </label>
  )
}

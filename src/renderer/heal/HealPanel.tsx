import './heal.css'
import type { PathEnd } from '@shared/ipc/store'
import { HeartPulse, RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { lostLeafWords } from '../head/lost-leaf'
import { WaysOfOpening } from '../head/WaysOfOpening'
import { PhaseLine } from '../prune/PhaseLine'
import { PlanBody } from '../prune/PlanBody'
import { PlanFoot } from '../prune/PlanFoot'
import { ReceiptCard } from '../prune/ReceiptCard'
import { candidatesResource, rankingState, stopRanking } from '../state/heal'
import { openStoreState } from '../state/open-store'
import { planState } from '../state/plan'
import { residencyResource } from '../state/resources'
import { Button } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'
import { countOf } from '../ui/format'
import { Loaded, PanelTitle, Section } from '../ui/Panel'
import { Candidates } from './Candidates'

/** The head doctor: what each way of opening would do, the leaves that could take the lost one's place, the repair. */
export function HealPanel() {
  const summary = useStore(openStoreState, (store) =>
    store.kind === 'open' ? store.index?.summary : undefined
  )
  const residency = useStore(residencyResource.state)
  const candidates = useStore(candidatesResource.state)
  const applied = useStore(planState, (plan) => plan.applied)
  useEffect(residencyResource.load)
  useEffect(candidatesResource.load)
  if (applied !== null) return <ReceiptCard applied={applied} />
  return (
    <section className="plan" aria-label="Head doctor">
      <div className="plan-scroll">
        <PanelTitle
          sign={<HeartPulse size={20} aria-hidden="true" />}
          title="Head doctor"
          sentence={
            summary === undefined ? 'The graph is being read.' : endWords(summary.path, summary.nodes)
          }
        />
        <Loaded resource={residency}>
          {(report) => <WaysOfOpening report={report} summary={summary} />}
        </Loaded>
        {summary?.path.kind !== 'root' && (
          <Section title="Point the head at">
            {candidates.kind === 'ready' ? (
              <Candidates candidates={candidates.value} cyclic={summary?.path.kind === 'cycle'} />
            ) : (
              <Ranking />
            )}
          </Section>
        )}
        <Repair />
      </div>
      <RepairFoot />
    </section>
  )
}

/** While there are no candidates: how far the looking for them has come, or why there are none. */
function Ranking() {
  const progress = useStore(rankingState, (ranking) => ranking.progress)
  const candidates = useStore(candidatesResource.state)
  if (candidates.kind === 'failed') {
    return (
      <ErrorNote error={candidates.error}>
        <Button icon={RotateCw} onClick={candidatesResource.refresh}>
          Look again
        </Button>
      </ErrorNote>
    )
  }
  if (progress === null) return <p className="inspector-empty faint">Reading…</p>
  return (
    <PhaseLine progress={progress}>
      <Button onClick={stopRanking}>Stop</Button>
      <span className="small faint">Any node can be picked on the canvas afterwards, too.</span>
    </PhaseLine>
  )
}

/** The plan of the repair, under the proposal it was made for. */
function Repair() {
  const { ask, view } = useStore(planState)
  if (view === null || ask === null || (ask.kind !== 'heal' && ask.kind !== 'branch')) return null
  return <PlanBody view={view} ask={ask} />
}

function RepairFoot() {
  const kind = useStore(planState, ({ ask }) => ask?.kind)
  return kind === 'heal' || kind === 'branch' ? <PlanFoot /> : null
}

function endWords(path: PathEnd, nodes: number): string {
  switch (path.kind) {
    case 'leaf-missing':
      return `The head names a leaf that is ${lostLeafWords(path)}. Until it points at a node that can be loaded, there is no active path through ${countOf(nodes, 'node')}.`
    case 'no-leaf':
      return `The head names no leaf: ${countOf(nodes, 'node')} and no active path.`
    case 'cycle':
      return `The path runs into a loop of ${countOf(path.members.length, 'node')}. A runtime that loads it never returns.`
    case 'lost-parent':
      return `The path breaks off where ${path.missing} is not stored. Another leaf may have a longer one.`
    case 'root':
      return 'The head points at a stored node and its path reaches a root. Nothing needs to be healed.'
  }
}

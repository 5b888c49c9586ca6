import type { PlanKind } from '@shared/operations/plan'
import {
  Eraser,
  Eye,
  GitBranch,
  HeartPulse,
  ListChecks,
  ListPlus,
  type LucideIcon,
  Minimize2,
  Recycle,
  Scissors,
  Undo2,
  X
} from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { dropPlan, type PlanAsk, planState } from '../state/plan'
import { branchesOf, chooseNothing, orphanBranches, pruneState } from '../state/prune'
import { IconButton } from '../ui/Controls'
import { countOf, formatCount } from '../ui/format'
import { PanelTitle } from '../ui/Panel'
import { useKeptFocus } from '../ui/useKeptFocus'
import { boxOf } from './boxes'
import { PlanBody } from './PlanBody'
import { PlanFoot } from './PlanFoot'
import { PlanOptions } from './PlanOptions'
import { planTitle } from './plan-words'

const signs: Readonly<Record<PlanKind, LucideIcon>> = {
  prune: Scissors,
  restore: Eye,
  vacuum: Eraser,
  gc: Recycle,
  compact: Minimize2,
  heal: HeartPulse,
  branch: GitBranch,
  append: ListPlus,
  curate: ListChecks,
  undo: Undo2
}

/** A plan: what will happen in a sentence, its steps with their bytes, now and after, the way back, the button. */
export function PlanSheet() {
  const { ask, view, making } = useStore(planState)
  const sheet = useRef<HTMLElement>(null)
  useKeptFocus(sheet)
  if (ask === null) return null
  const Sign = signs[ask.kind]
  return (
    <section ref={sheet} tabIndex={-1} className="plan" aria-label="Plan" aria-busy={making}>
      <div className="plan-scroll">
        <PanelTitle
          sign={<Sign size={20} aria-hidden="true" />}
          title={ask.kind === 'prune' ? 'Plan' : planTitle(ask.kind)}
          mark={<PlanMark ask={ask} />}
          sentence={view?.sentence ?? (making ? 'Working out what would happen…' : '')}
        >
          <PlanOptions ask={ask} />
        </PanelTitle>
        {view !== null && <PlanBody view={view} ask={ask} />}
      </div>
      <PlanFoot />
    </section>
  )
}

/** How much of the list is chosen, and the way to let it go. */
function PlanMark({ ask }: { readonly ask: PlanAsk }) {
  const chosen = useStore(pruneState, (prune) => prune.chosen)
  const view = useStore(pruneState, (prune) => prune.view)
  const nodes = useStore(openStoreState, (store) => (store.kind === 'open' ? store.index?.nodes : undefined))
  const tally = useStore(pruneState, (prune) => prune.tallies[prune.view])
  const branches = useStore(openStoreState, (store) =>
    store.kind === 'open' ? (store.index?.summary.branches ?? 0) : 0
  )
  const ofChoice = ask.kind === 'prune' || ask.kind === 'restore'
  const all = branchesOf(view, orphanBranches(), nodes)
  // of a cut list the choice may hold more than is listed
  const cut = view === 'orphans' && branches > all.length
  const some = useMemo(() => all.filter((branch) => boxOf(branch, chosen) !== 'off').length, [all, chosen])
  return (
    <>
      {ofChoice && (
        <span className="chip">
          {cut
            ? `${countOf(tally.nodes, 'node')} chosen`
            : `${formatCount(some)} of ${formatCount(all.length)} chosen`}
        </span>
      )}
      <IconButton icon={X} label="Put the plan away" onClick={ofChoice ? chooseNothing : dropPlan} />
    </>
  )
}

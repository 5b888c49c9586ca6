import type { NodeLinks } from '@shared/domain/graph/active-path'
import { orphanSubtrees, type Subtree } from '@shared/domain/orphans/branches'
import { closeDownwards } from '@shared/domain/orphans/selection'
import { err, ok } from '@shared/result'
import { type Decided, FREES_NOTHING, loopAtLeaf, nothingToDo, refusal } from './decision'
import { bytesOf, type FactRow, type GraphFacts, type GraphView, type LiveRow } from './facts'
import type { PlanWarning, Step } from './plan'
import { mintedAgain, pathHistory } from './prune-hazards'
import { bytesInWords, counted } from './words'

export interface PruneAsk {
  /** Positions chosen by hand or by rule; undefined = every branch. */
  readonly chosen: ReadonlySet<number> | undefined
  /** Also delete tombstoned rows: those of this plan and those from before. */
  readonly vacuum: boolean
  /** The explicit yes to pruning where no path resolves. */
  readonly noPath: boolean
  /** The second asking that it takes to prune rlm history. */
  readonly rlm: boolean
  /** The choice was made by hand, so what must not go refuses the plan; by rule it is left out. */
  readonly byHand: boolean
}

/**
 * Tombstones orphans, closed downwards (orphans.md): never a node of the active path, never rlm history unless asked
 * twice, never a row stored under another id than its node's (lash's tombstone would meet another row or none).
 * Refuses where no path resolves, unless that is wanted explicitly.
 */
export function planPrune<N extends NodeLinks>(
  facts: GraphFacts<N>,
  view: GraphView<N>,
  ask: PruneAsk,
  fileBytes: number
): Decided {
  if (view.path.end.kind === 'cycle') return err(loopAtLeaf)
  const selection = select(view, ask)
  if (selection.rows.length > 0 && view.path.positions.length === 0 && !ask.noPath) {
    return refusal(
      'no-path',
      'The head names no path that resolves, so every node counts as an orphan and pruning would remove the whole session.',
      'Heal the head first, or ask for it explicitly with --no-path.'
    )
  }
  if (selection.rlmRefused > 0) {
    return refusal(
      'rlm-history',
      `The selection holds ${counted(selection.rlmRefused, 'rlm step')}, which the path never holds: they are the only trace of what the model ran.`,
      'Leave that branch out, or ask a second time with --rlm.'
    )
  }
  const steps = stepsOf(facts, selection.rows, ask.vacuum)
  if (steps.length === 0)
    return ok(nothingToDo('No node off the path is chosen, so there is nothing to prune.', notes(selection)))
  const vacuumed = ask.vacuum ? vacuumedRows(facts, selection.rows) : []
  return ok({
    steps,
    sentence: sentenceOf(selection, ask.vacuum, vacuumed.length, fileBytes),
    frees: { ...FREES_NOTHING, row_bytes: bytesOf(vacuumed) },
    warnings: [...notes(selection), ...hazards(facts, view, selection, ask, vacuumed.length)]
  })
}

interface Selection<N extends NodeLinks> {
  /** Positions, in node order. */
  readonly positions: readonly number[]
  readonly rows: readonly LiveRow<N>[]
  readonly branches: number
  /** rlm steps that a choice by hand holds, without the second asking. */
  readonly rlmRefused: number
  /** Branches that a rule left out for their rlm steps. */
  readonly rlmKept: number
  /** Orphans stored under another id. */
  readonly differing: number
}

function select<N extends NodeLinks>(view: GraphView<N>, ask: PruneAsk): Selection<N> {
  const branches = branchesOf(view)
  const holdsRlm = (positions: readonly number[]) => positions.some((at) => view.rows[at]?.rlm)
  const chosen = new Set(ask.chosen ?? branches.flatMap(({ members }) => members))
  const kept = new Set<number>()
  let rlmKept = 0
  if (!ask.rlm && !ask.byHand) {
    for (const { members } of branches) {
      if (!holdsRlm(members)) continue
      if (members.some((at) => chosen.has(at))) rlmKept += 1
      for (const at of members) kept.add(at)
    }
  }
  const start = new Set([...chosen].filter((at) => view.isOrphan(at) && !kept.has(at)))
  const closed = closeDownwards(start, view.parents).filter((at) => view.isOrphan(at))
  const rows = closed.flatMap((at) => view.rows[at] ?? [])
  const removable = rows.filter((row) => row.id === row.node.node_id)
  const inside = new Set(closed)
  return {
    positions: closed,
    rows: removable,
    branches: branches.filter(({ members }) => members.some((at) => inside.has(at))).length,
    rlmRefused: ask.rlm || !ask.byHand ? 0 : rows.filter((row) => row.rlm).length,
    rlmKept,
    differing: rows.length - removable.length
  }
}

function branchesOf(view: GraphView): Subtree[] {
  const classes = view.nodes.map((_, at) => (view.isOrphan(at) ? ('unique' as const) : undefined))
  return orphanSubtrees(classes, view.parents)
}

function stepsOf(facts: GraphFacts, rows: readonly FactRow[], vacuum: boolean): Step[] {
  const steps: Step[] = []
  if (rows.length > 0) steps.push({ op: 'tombstone', ids: rows.map((row) => row.id) })
  const vacuumed = vacuum ? vacuumedRows(facts, rows) : []
  if (vacuumed.length > 0) steps.push({ op: 'vacuum', ids: vacuumed.map((row) => row.id) })
  return steps
}

function vacuumedRows(facts: GraphFacts, rows: readonly FactRow[]): FactRow[] {
  return [...facts.rows.filter((row) => row.tombstoned), ...rows]
}

function sentenceOf(
  { rows, branches }: Selection<NodeLinks>,
  vacuum: boolean,
  vacuumed: number,
  fileBytes: number
): string {
  const what = `${counted(rows.length, 'node')} in ${counted(branches, 'branch', 'branches')}`
  if (vacuum) {
    const earlier = vacuumed - rows.length
    const before = earlier > 0 ? ` and ${counted(earlier, 'row')} tombstoned before` : ''
    return `Deletes ${what}${before}. Nothing on the path changes, and the file stays ${bytesInWords(fileBytes)} until it is compacted.`
  }
  return `Hides ${what}. Nothing on the path changes, and the file stays ${bytesInWords(fileBytes)} until the rows are vacuumed.`
}

function notes({ rlmKept, differing }: Selection<NodeLinks>): PlanWarning[] {
  const found: PlanWarning[] = []
  if (rlmKept > 0) {
    found.push({
      code: 'rlm-kept',
      message: `${counted(rlmKept, 'branch', 'branches')} with rlm history stay: the path never holds such steps. Ask a second time with --rlm to prune them.`
    })
  }
  if (differing > 0) {
    found.push({
      code: 'id-differs',
      message: `${counted(differing, 'orphan')} stay, because their rows are stored under another id than their nodes have.`
    })
  }
  return found
}

function hazards<N extends NodeLinks>(
  facts: GraphFacts<N>,
  view: GraphView<N>,
  selection: Selection<N>,
  ask: PruneAsk,
  vacuumed: number
): PlanWarning[] {
  const found: PlanWarning[] = []
  if (view.path.positions.length === 0) {
    found.push({
      code: 'no-path',
      message: 'No path resolves, so this removes what heal could still bring back.'
    })
  }
  const history = pathHistory(facts, view, selection.positions)
  if (history !== undefined) found.push(history)
  if (ask.vacuum) {
    if (vacuumed > 0) {
      found.push({
        code: 'only-receipt',
        message: 'After the vacuum the rows can come back only from the receipt’s rescue store.'
      })
    }
    return found
  }
  found.push({
    code: 'restore-until',
    message:
      'A restore works until the session’s next turn: it rewrites the graph and deletes tombstoned rows. Afterwards the receipt’s rescue store brings the rows back.'
  })
  const again = mintedAgain(view, selection.rows)
  if (again > 0) {
    found.push({
      code: 'id-comes-again',
      message: `The runtime may mint ${counted(again, 'of these ids', 'of these ids')} again; while the tombstoned row is there, its commit then fails. Vacuum in the same plan to rule that out.`
    })
  }
  return found
}

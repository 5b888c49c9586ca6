import type { NodeLinks } from '@shared/domain/graph/active-path'
import { orphanSubtrees, type Subtree } from '@shared/domain/orphans/branches'
import { closeDownwards } from '@shared/domain/orphans/selection'
import { err, ok } from '@shared/result'
import { type Decided, type Decision, FREES_NOTHING, loopAtLeaf, nothingToDo, refusal } from './decision'
import { bytesOf, type GraphFacts, type GraphView } from './facts'
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

/** What a choice comes to: the rows that go, and what is told of it. */
export interface Selection {
  /** `node_id` columns of the rows to hide, in node order, and the bytes of their JSON. */
  readonly ids: readonly string[]
  readonly bytes: number
  readonly branches: number
  /** rlm steps that a choice by hand holds, without the second asking. */
  readonly rlmRefused: number
  /** Branches that a rule left out for their rlm steps. */
  readonly rlmKept: number
  /** Orphans stored under another id, which stay. */
  readonly differing: number
}

/** What a prune is decided on beside the selection; found by walking objects or columns. */
export interface Ground {
  /** How the walk from the leaf ended in a loop, or gave no path at all. */
  readonly loops: boolean
  readonly pathEmpty: boolean
  /** Rows tombstoned before, by `seq`. */
  readonly tombstoned: { readonly ids: readonly string[]; readonly bytes: number }
  /** How many of the selected rows have ids that may be minted again (`mintedAgain`). */
  readonly again: () => number
  readonly history: PlanWarning | undefined
}

/** Tombstones orphans, closed downwards (orphans.md): `selectRows` and `decidePrune` over nodes in memory. */
export function planPrune<N extends NodeLinks>(
  facts: GraphFacts<N>,
  view: GraphView<N>,
  ask: PruneAsk,
  fileBytes: number
): Decided {
  const { selection, rows, positions } = selectRows(view, ask)
  const tombstoned = facts.rows.filter((row) => row.tombstoned)
  const ground = {
    loops: view.path.end.kind === 'cycle',
    pathEmpty: view.path.positions.length === 0,
    tombstoned: { ids: tombstoned.map((row) => row.id), bytes: bytesOf(tombstoned) },
    again: () =>
      mintedAgain(
        view.path.positions.map((at) => view.nodes[at]?.node_id ?? ''),
        rows.map((row) => row.id)
      ),
    history: pathHistory(facts, view, positions)
  }
  return decidePrune(ground, selection, ask, fileBytes)
}

/**
 * Decides on a selection: never a node of the active path, never rlm history unless asked twice, never a row stored
 * under another id than its node's (lash's tombstone would meet another row or none). Refuses where no path resolves,
 * unless that is wanted explicitly.
 */
export function decidePrune(
  ground: Ground,
  selection: Selection,
  ask: Pick<PruneAsk, 'vacuum' | 'noPath'>,
  fileBytes: number
): Decided {
  if (ground.loops) return err(loopAtLeaf)
  if (selection.ids.length > 0 && ground.pathEmpty && !ask.noPath) {
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
  const steps = stepsOf(ground, selection, ask.vacuum)
  if (steps.length === 0)
    return ok(nothingToDo('No node off the path is chosen, so there is nothing to prune.', notes(selection)))
  const earlier = ask.vacuum ? ground.tombstoned.ids.length : 0
  return ok({
    steps,
    ...sentencesOf(selection, ask.vacuum, earlier, fileBytes),
    frees: { ...FREES_NOTHING, row_bytes: ask.vacuum ? ground.tombstoned.bytes + selection.bytes : 0 },
    warnings: [...notes(selection), ...hazards(ground, ask.vacuum, earlier + selection.ids.length)]
  })
}

function selectRows<N extends NodeLinks>(view: GraphView<N>, ask: PruneAsk) {
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
  const positions = closeDownwards(start, view.parents).filter((at) => view.isOrphan(at))
  const closed = positions.flatMap((at) => view.rows[at] ?? [])
  const rows = closed.filter((row) => row.id === row.node.node_id)
  const inside = new Set(positions)
  const selection: Selection = {
    ids: rows.map((row) => row.id),
    bytes: bytesOf(rows),
    branches: branches.filter(({ members }) => members.some((at) => inside.has(at))).length,
    rlmRefused: ask.rlm || !ask.byHand ? 0 : closed.filter((row) => row.rlm).length,
    rlmKept,
    differing: closed.length - rows.length
  }
  return { selection, rows, positions }
}

function branchesOf(view: GraphView): Subtree[] {
  const classes = view.nodes.map((_, at) => (view.isOrphan(at) ? ('unique' as const) : undefined))
  return orphanSubtrees(classes, view.parents)
}

function stepsOf({ tombstoned }: Ground, { ids }: Selection, vacuum: boolean): Step[] {
  const steps: Step[] = []
  if (ids.length > 0) steps.push({ op: 'tombstone', ids: [...ids] })
  if (vacuum && tombstoned.ids.length + ids.length > 0)
    steps.push({ op: 'vacuum', ids: [...tombstoned.ids, ...ids] })
  return steps
}

/** @param earlier rows tombstoned before that are vacuumed with them */
function sentencesOf(
  { ids, branches }: Selection,
  vacuum: boolean,
  earlier: number,
  fileBytes: number
): Pick<Decision, 'sentence' | 'done'> {
  const file = bytesInWords(fileBytes)
  const what = `${counted(ids.length, 'node')} in ${counted(branches, 'branch', 'branches')}`
  if (vacuum) {
    const before = earlier > 0 ? ` and ${counted(earlier, 'row')} tombstoned before` : ''
    return {
      sentence: `Deletes ${what}${before}. Nothing on the path changes, and the file stays ${file} until it is compacted.`,
      done: `Deleted ${what}${before}. Nothing on the path changed, and the file stayed ${file}.`
    }
  }
  return {
    sentence: `Hides ${what}. Nothing on the path changes, and the file stays ${file} until the rows are vacuumed.`,
    done: `Hid ${what}. Nothing on the path changed, and the file stayed ${file}.`
  }
}

function notes({ rlmKept, differing }: Selection): PlanWarning[] {
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

function hazards(ground: Ground, vacuum: boolean, vacuumed: number): PlanWarning[] {
  const found: PlanWarning[] = []
  if (ground.pathEmpty) {
    found.push({
      code: 'no-path',
      message: 'No path resolves, so this removes what heal could still bring back.'
    })
  }
  if (ground.history !== undefined) found.push(ground.history)
  if (vacuum) {
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
  const again = ground.again()
  if (again > 0) {
    found.push({
      code: 'id-comes-again',
      message: `The runtime may mint ${counted(again, 'of these ids', 'of these ids')} again; its commit then fails on the hidden row. A vacuum in the same plan rules that out.`
    })
  }
  return found
}

import { countRows, type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import type { PlanView, SpaceReport } from '@shared/ipc/operations'
import type { Plan, PlanKind, Step } from '@shared/operations/plan'
import { bytesInWords, counted, grouped } from '@shared/operations/words'
import { assertNever } from '@shared/result'

type StepView = PlanView['steps'][number]

/** What a plan's view is made from beside the plan itself. */
export interface PlanContext {
  readonly id: number
  readonly index: GraphIndex | undefined
  readonly space: SpaceReport
  readonly leaf: string | null
  /** `graph_node_count` of the head; null without a head. */
  readonly headCount: string | null
  /** `seq` of the rows that change, and the bytes of their JSON. */
  readonly changed: Float64Array
  readonly keptBytes: number
}

/** A plan as the window shows it, in plain sentences. */
export function planView(plan: Plan, context: PlanContext): PlanView {
  return {
    plan: context.id,
    kind: plan.kind,
    sentence: plan.sentence,
    steps: plan.steps.length === 0 ? [] : stepViews(plan, context),
    effects: effectsOf(plan, context),
    frees: { rows: freedRows(plan, context), blobs: plan.frees.blob_bytes, file: plan.frees.file_bytes },
    warnings: plan.warnings,
    undo: undoWords(plan.kind),
    rows: rowsOf(context)
  }
}

function rowsOf({ index, changed }: PlanContext): Uint32Array {
  if (index === undefined) return new Uint32Array()
  const rows = new Uint32Array(changed.length)
  let found = 0
  for (const seq of changed) {
    const row = rowOfSeq(index, seq)
    if (row >= 0) rows[found++] = row
  }
  return rows.slice(0, found)
}

function freedRows({ kind, steps, frees }: Plan, { keptBytes, space }: PlanContext): number {
  const vacuums = steps.some((step) => step.op === 'vacuum')
  return kind === 'prune' && !vacuums ? keptBytes + space.tombstonedBytes : frees.row_bytes
}

/** The steps of the plan; keeping what is taken away comes before all of them. */
function stepViews(plan: Plan, context: PlanContext): StepView[] {
  const shown = plan.steps.map((step) => stepView(step, plan, context))
  if (plan.kind === 'compact') return shown
  const head = plan.steps.some((step) => step.op === 'write-head')
  const what = context.changed.length > 0 ? 'the rows' : head ? 'the head and its checkpoint' : 'the blobs'
  const size = context.keptBytes + plan.frees.blob_bytes
  const keep = {
    op: 'keep',
    title: `Keep ${what} in a rescue store`,
    note: 'in the app’s data folder, checked',
    bytes: -size,
    count: context.changed.length
  }
  return [keep, ...shown]
}

function stepView(step: Step, { frees }: Plan, { keptBytes }: PlanContext): StepView {
  const rows = 'ids' in step ? counted(step.ids.length, 'node') : ''
  const view = (title: string, note: string, count: number, bytes = 0) => ({
    op: step.op,
    title,
    note,
    bytes,
    count
  })
  switch (step.op) {
    case 'tombstone':
      return view(
        `Tombstone ${rows}`,
        `${bytesInWords(keptBytes)} hidden; the revision stays`,
        step.ids.length
      )
    case 'restore':
      return view(`Restore ${rows}`, 'takes the mark off; the revision stays', step.ids.length)
    case 'vacuum':
      return view(
        'Vacuum tombstoned rows',
        `deletes ${counted(step.ids.length, 'row')}`,
        step.ids.length,
        frees.row_bytes
      )
    case 'withdraw-rows':
      return view(`Take back ${rows}`, 'rows that the change had added', step.ids.length)
    case 'return-rows':
      return view(`Bring back ${rows}`, 'from the rescue store, under their old row numbers', step.ids.length)
    case 'add-rows':
      return view(
        `Append ${counted(step.rows.length, 'node')}`,
        'in one transaction with the head',
        step.rows.length
      )
    case 'collect-blobs':
      return view(
        `Delete ${counted(step.hashes.length, 'blob')}`,
        'that the head does not reach',
        step.hashes.length,
        frees.blob_bytes
      )
    case 'add-blobs':
      return view(
        'Store the new checkpoint manifest',
        'turn state alone, as the runtime does',
        step.blobs.length
      )
    case 'return-blobs':
      return view(
        `Bring back ${counted(step.hashes.length, 'blob')}`,
        'from the rescue store',
        step.hashes.length
      )
    case 'write-head':
      return view('Write the head', `revision ${step.revision} → ${BigInt(step.revision) + 1n}`, 1)
    case 'compact-file':
      return view('Rewrite the file', 'compared row by row before and after', 0, frees.file_bytes)
    default:
      return assertNever(step)
  }
}

function effectsOf(plan: Plan, { index, leaf, headCount }: PlanContext): PlanView['effects'] {
  if (index === undefined || plan.steps.length === 0) return []
  const { nodes, onPath, tombstoned } = countRows(index)
  const head = plan.steps.find((step) => step.op === 'write-head')
  const told = (key: string, now: number): string => {
    const after = lengthOf(plan.predicted[key])
    return grouped(after ?? now)
  }
  return [
    ['Nodes loaded', grouped(nodes), told('nodes', nodes + plan.expects.live - plan.stamp.live)],
    ['Active path', grouped(onPath), told('active_path', onPath)],
    ['Tombstoned', grouped(tombstoned), grouped(plan.expects.tombstoned)],
    ['Leaf', leaf ?? 'none', head === undefined ? 'same' : (plan.expects.leaf ?? 'none')],
    [
      'Node count in the head',
      headCount === null ? 'none' : grouped(Number(headCount)),
      head === undefined ? 'same' : grouped(plan.expects.live)
    ]
  ]
}

/** Length of a predicted list, which may stand condensed. */
function lengthOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null || !('count' in value)) return undefined
  return typeof value.count === 'number' ? value.count : undefined
}

function undoWords(kind: PlanKind): string {
  switch (kind) {
    case 'prune':
      return 'From here until the session’s next turn. That turn rewrites the graph and deletes tombstoned rows; afterwards the rescue store brings the rows back.'
    case 'vacuum':
    case 'gc':
      return 'From the receipt: its rescue store brings back what was deleted, also tomorrow.'
    case 'heal':
    case 'branch':
    case 'append':
    case 'curate':
      return 'From the receipt, as long as the head is where this leaves it: the next commit of the session ends that.'
    case 'restore':
      return 'From the receipt, which puts the marks back.'
    case 'compact':
      return 'Nothing to undo: no row changes.'
    case 'undo':
      return 'From the receipt of this undo.'
    default:
      return assertNever(kind)
  }
}

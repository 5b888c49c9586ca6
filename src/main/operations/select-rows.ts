import { isOrphan } from '@shared/domain/columns/branches'
import { nodeKinds } from '@shared/domain/columns/columns'
import { above } from '@shared/domain/columns/path'
import { type RowMemory, Word } from '@shared/domain/columns/row-memory'
import { RowScanner } from '@shared/domain/columns/row-scanner'
import { markBelow } from '@shared/domain/orphans/selection'
import type { PruneAsk, Selection } from '@shared/operations/prune'
import type { Connection } from '../store/connection'
import { knownDecoder } from '../store/full-decoder'
import { readRowsAt } from '../store/row-batches'
import type { NamedColumns } from './columns'

/** A selection in columns. */
export interface SelectedRows {
  readonly selection: Selection
  /** The rows that go, ascending. */
  readonly rows: readonly number[]
  /** Selected rows, those that stay for their ids among them. */
  readonly closed: number
}

/** What a choice is made in. */
export interface Choosing {
  readonly columns: NamedColumns
  /** Whether a row counts as an orphan. */
  readonly orphan: (row: number) => boolean
  /** 1 for every chosen row; undefined = every orphan. */
  readonly chosen: Uint8Array | undefined
  readonly ask: Pick<PruneAsk, 'rlm' | 'byHand'>
}

/** Without a head nothing counts as an orphan. */
export const orphansOf = ({ index }: NamedColumns, hasHead: boolean): ((row: number) => boolean) => {
  const { flags, shadowed } = index
  return (row) => hasHead && isOrphan(flags, shadowed, row)
}

/** What a choice comes to, by columns: the same as `planPrune` finds over nodes in memory. */
export function selectInColumns(db: Connection, choosing: Choosing): SelectedRows {
  const { columns, orphan, chosen, ask } = choosing
  const { count, parent, flags, branches } = columns.index
  const rlm = ask.rlm ? new Set<number>() : rlmRows(db, choosing)
  const kept = ask.byHand ? new Set<number>() : branchesOf(choosing, rlm)
  const marks = new Uint8Array(count)
  const keptChosen = new Set<number>()
  for (let row = 0; row < count; row++) {
    if ((chosen !== undefined && chosen[row] !== 1) || !orphan(row)) continue
    const branch = branches.branchOf[row] ?? -1
    if (kept.has(branch)) keptChosen.add(branch)
    else marks[row] = 1
  }
  markBelow(marks, (row) => above(parent, flags, row))
  return settled(choosing, marks, rlm, keptChosen.size)
}

/** Leaves out what is stored under another id, and counts. */
function settled(
  { columns: { index, columnIds }, orphan, ask }: Choosing,
  marks: Uint8Array,
  rlm: ReadonlySet<number>,
  rlmKept: number
): SelectedRows {
  const { count, branches, bytes, renamed } = index
  const inside = new Uint8Array(branches.count)
  const rows: number[] = []
  const found = { closed: 0, bytes: 0, branches: 0, rlm: 0 }
  for (let row = 0; row < count; row++) {
    if (marks[row] !== 1 || !orphan(row)) continue
    found.closed++
    if (rlm.has(row)) found.rlm++
    const branch = branches.branchOf[row] ?? -1
    if (inside[branch] === 0) {
      inside[branch] = 1
      found.branches++
    }
    if (renamed.has(row)) continue
    rows.push(row)
    found.bytes += bytes[row] ?? 0
  }
  const selection = {
    ids: rows.map((row) => columnIds[row] ?? ''),
    bytes: found.bytes,
    branches: found.branches,
    rlmRefused: ask.byHand ? found.rlm : 0,
    rlmKept,
    differing: found.closed - rows.length
  }
  return { selection, rows, closed: found.closed }
}

function branchesOf({ columns }: Choosing, rows: ReadonlySet<number>): Set<number> {
  const { branchOf } = columns.index.branches
  return new Set([...rows].map((row) => branchOf[row] ?? -1))
}

const MODE_STEP = nodeKinds.indexOf('modeStep')
const BATCH = 2000
/** The identity of a mode step begins with the name of its mode. */
const RLM = Buffer.from('"rlm"')

/** Orphans that hold a step of the mode `rlm`; the mode's name stands in the row alone. */
function rlmRows(db: Connection, { columns: { index }, orphan }: Choosing): Set<number> {
  const { count, kind, seq } = index
  const steps: number[] = []
  for (let row = 0; row < count; row++) if (kind[row] === MODE_STEP && orphan(row)) steps.push(row)
  const scanner = new RowScanner(knownDecoder)
  const rlm = new Set<number>()
  for (let from = 0; from < steps.length; from += BATCH) {
    const batch = steps.slice(from, from + BATCH)
    const rowOf = new Map(batch.map((row) => [seq[row] ?? -1, row]))
    for (const row of readRowsAt(db, scanner.memory, [...rowOf.keys()])) {
      if (scanner.read(row) && isRlm(scanner.memory)) rlm.add(rowOf.get(row.seq) ?? -1)
    }
  }
  return rlm
}

function isRlm({ bytes, words }: RowMemory): boolean {
  const at = words[Word.identityFrom] ?? 0
  return RLM.equals(bytes.subarray(at, at + RLM.length))
}

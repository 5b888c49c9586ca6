import { NodeFlag } from '@shared/domain/columns/columns'
import { buildIndex, type GraphIndex } from '@shared/domain/columns/graph-index'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { isLive } from '@shared/domain/columns/link'
import { keyOfId, RowScanner } from '@shared/domain/columns/row-scanner'
import { asBytes, asNumber, type Connection } from '../store/connection'
import { fullDecoder } from '../store/full-decoder'
import { randomKey } from '../store/hash-key'
import type { StoreLayout } from '../store/layout'
import { columnIdsInOrder, TOMBSTONED } from '../store/rows'
import { readVerified } from '../store/scan-rows'
import { hasUniqueIds, seqRange } from '../store/seq-range'
import { textOf } from '../store/text'
import type { PlanWatch } from './watch'

/** A verified graph as columns: what planning at any size starts from. */
export interface GraphColumns {
  readonly index: GraphIndex
  readonly likeness: LikenessPart
}

/** Columns with the `node_id` column of every row, read from the store as it is now. */
export interface NamedColumns extends GraphColumns {
  readonly columnIds: readonly string[]
}

/** The id of the node in a row. */
export const nodeIdAt = ({ index, columnIds }: NamedColumns, row: number): string =>
  index.renamed.get(row) ?? columnIds[row] ?? ''

/**
 * The columns of the store as it is now: those given, if they are still true, else read anew. Marks, rows and leaf may
 * have changed since an index was made, and a plan must never rest on what was.
 */
export function namedColumns(
  db: Connection,
  layout: StoreLayout,
  leaf: string | undefined,
  given: GraphColumns | undefined,
  watch: PlanWatch
): NamedColumns {
  const known = given === undefined ? undefined : named(db, layout, leaf, given)
  if (known !== undefined) return known
  const read = readColumns(db, layout, leaf, watch)
  const now = named(db, layout, leaf, read)
  if (now === undefined) throw new Error('one read of a store gave two different sets of rows')
  return now
}

function named(
  db: Connection,
  layout: StoreLayout,
  leaf: string | undefined,
  columns: GraphColumns
): NamedColumns | undefined {
  const columnIds = layout.tables.has('graph_nodes') ? readColumnIds(db, columns.index) : []
  if (columnIds?.length !== columns.index.count) return undefined
  const found = { ...columns, columnIds }
  return hasSameLeaf(found, leaf) ? found : undefined
}

const BATCH = 1000
const NAMES = `
  SELECT count(*), min(seq), max(seq), total(${TOMBSTONED}), total(CASE WHEN ${TOMBSTONED} THEN seq END),
    CAST(group_concat(ifnull(node_id, ''), x'1e') AS BLOB)
  FROM (SELECT seq, node_id, tombstoned FROM graph_nodes WHERE seq > ? ORDER BY seq LIMIT ${BATCH})`

/** Ids by row; undefined where rows or marks are not those of the columns. Row numbers are never given twice. */
function readColumnIds(db: Connection, { seq, count, flags }: GraphIndex): string[] | undefined {
  const ids: string[] = []
  for (let last = Number.NEGATIVE_INFINITY; ; ) {
    const [found, first, final, marked, markedSeqs, joined] = db.first(NAMES, last) ?? []
    const rows = asNumber(found)
    if (rows === 0) return ids
    const start = ids.length
    const end = start + rows
    if (end > count || seq[start] !== asNumber(first) || seq[end - 1] !== asNumber(final)) return undefined
    const marks = { rows: 0, seqs: 0 }
    for (let row = start; row < end; row++) {
      if (((flags[row] ?? 0) & NodeFlag.tombstoned) === 0) continue
      marks.rows++
      marks.seqs += seq[row] ?? 0
    }
    if (marks.rows !== asNumber(marked) || marks.seqs !== asNumber(markedSeqs)) return undefined
    const cut = textOf(asBytes(joined)).split('\u001e')
    const whole = cut.length === rows ? cut : columnIdsInOrder(db, [...seq.subarray(start, end)])
    for (const id of whole) ids.push(id)
    last = asNumber(final)
  }
}

function hasSameLeaf(columns: NamedColumns, leaf: string | undefined): boolean {
  const { leafRow, path, count, flags } = columns.index
  if (leaf === undefined) return path.end.kind === 'no-leaf'
  if (leafRow >= 0) return nodeIdAt(columns, leafRow) === leaf
  if (path.end.kind !== 'leaf-missing') return false
  for (let row = 0; row < count; row++) {
    if (isLive(flags, row) && nodeIdAt(columns, row) === leaf) return false
  }
  return true
}

/** Rows between two words of progress. */
const STEP = 10_000

/** Reads and verifies every row in this thread. */
function readColumns(
  db: Connection,
  layout: StoreLayout,
  leaf: string | undefined,
  watch: PlanWatch
): GraphColumns {
  const key = randomKey()
  const { first, last } = seqRange(db, layout) ?? { first: 1, last: 0 }
  const scanner = new RowScanner(fullDecoder(layout.era), key)
  const { part, likeness } = readVerified(db, { after: first - 1, through: last }, scanner, (seq) => {
    if ((seq - first) % STEP === 0) watch.progress('reading', seq - first, last - first + 1)
  })
  const ids = { leaf: leaf === undefined ? null : keyOfId(key, leaf), distinctIds: hasUniqueIds(db, layout) }
  return { index: buildIndex(part, ids, likeness), likeness }
}

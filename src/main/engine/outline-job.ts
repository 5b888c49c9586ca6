import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { asNumber, asText, Connection } from '../store/connection'
import { TOMBSTONED } from '../store/rows'
import type { RowRange } from '../store/scan-rows'

/** Looks whether rows that have been read are still there as they were, without reading one. */
export interface OutlineJob extends RowRange {
  readonly job: 'outline'
}

/** What can be told of rows by their heads. */
export interface Outline {
  readonly rows: number
  /** Bytes of their JSON, and the same weighted by their places: no two rows can change sizes unseen. */
  readonly bytes: number
  readonly weighted: number
  /** `seq` of the tombstoned ones, ascending. */
  readonly tombstoned: readonly number[]
}

/** Any prime will do; sums stay exact up to 2^53. */
const WEIGHT = 8191

// lash never gives a `seq` twice and never writes to a stored row but to mark it (store-format.md §3, §10.3)
const OUTLINE = `
  SELECT count(*), sum(octet_length(node_json)), sum(seq % ${WEIGHT} * octet_length(node_json)),
    group_concat(CASE WHEN ${TOMBSTONED} THEN seq END)
  FROM graph_nodes WHERE seq > ? AND seq <= ?`

/** Reads counts and marks of a run of rows, and decodes none. */
export function readOutline({ path, as, after, through }: OutlineJob): Outline {
  const connection = new Connection(path, as)
  try {
    const [rows, bytes, weighted, marked] = connection.first(OUTLINE, after, through) ?? []
    const tombstoned = (asText(marked) ?? '').split(',').filter((seq) => seq !== '')
    return {
      rows: asNumber(rows),
      bytes: asNumber(bytes),
      weighted: asNumber(weighted),
      tombstoned: tombstoned.map(Number).sort((a, b) => a - b)
    }
  } finally {
    connection.close()
  }
}

/** Whether the rows of a graph are those that the outline tells of; marks may differ. */
export function hasSameRows({ count, seq, bytes }: NodeColumns, outline: Outline): boolean {
  let [sum, weighted] = [0, 0]
  for (let row = 0; row < count; row++) {
    const size = bytes[row] ?? 0
    sum += size
    weighted += ((seq[row] ?? 0) % WEIGHT) * size
  }
  return outline.rows === count && outline.bytes === sum && outline.weighted === weighted
}

/** Takes over which rows are tombstoned. @returns whether any mark has changed */
export function takeMarks({ count, seq, flags }: NodeColumns, { tombstoned }: Outline): boolean {
  let changed = false
  let next = 0
  for (let row = 0; row < count; row++) {
    const flag = flags[row] ?? 0
    const marked = tombstoned[next] === seq[row]
    if (marked) next++
    const now = marked ? flag | NodeFlag.tombstoned : flag & ~NodeFlag.tombstoned
    if (now === flag) continue
    flags[row] = now
    changed = true
  }
  return changed
}

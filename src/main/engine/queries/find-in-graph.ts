import { isMessageRow, NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { DEAD, isLive } from '@shared/domain/columns/link'
import { healedRow } from '@shared/domain/columns/path'
import { checkpointFindings } from '@shared/domain/findings/checkpoint-findings'
import type { Finding } from '@shared/domain/findings/finding'
import { type GraphFacts, graphFindings } from '@shared/domain/findings/graph-findings'
import { sessionFindings } from '@shared/domain/findings/session-findings'
import { hydrateCheckpoint } from '../../store/checkpoint'
import { asNumber, Connection } from '../../store/connection'
import { headFact } from '../../store/findings'
import { readHead } from '../../store/head'
import { detectLayout, type StoreLayout } from '../../store/layout'
import { readMeta } from '../../store/meta'
import { usageRows } from '../../store/rows'
import type { RowRange } from '../../store/scan-rows'
import { NodeReader } from '../node-reader'
import { domainPathEnd } from '../path-names'
import { countLive } from './count-live'
import { columnIds, nodeIds } from './row-ids'

/** Finds what is wrong or notable in a session and its graph, of which the columns are given. */
export interface FindingsJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'findings'
  readonly index: GraphIndex
}

/** A window lists a few ids of a finding; more than so many are counted, not sent. */
const LISTED = 1000

/** As `findingsOf`, but from columns, so that it works at any size; without what the database itself shows. */
export function findInGraph({ path, as, index }: FindingsJob): Finding[] {
  const db = new Connection(path, as)
  try {
    const layout = detectLayout(db, path)
    if (!layout.ok) return []
    const head = readHead(db, layout.value)
    const found = [
      ...sessionFindings({
        head: headFact(head),
        meta: readMeta(db, layout.value)?.meta,
        liveRows: countLive(index),
        oddUsageRows: oddUsageRows(db, layout.value)
      }),
      ...graphFindings(graphFacts(db, layout.value, index)),
      ...checkpointFindings(hydrateCheckpoint(db, layout.value, head?.head?.checkpoint_ref).blobs)
    ]
    return found.map(shortened)
  } finally {
    db.close()
  }
}

function shortened(finding: Finding): Finding {
  const { ids } = finding
  return ids.length <= LISTED
    ? finding
    : { ...finding, ids: ids.slice(0, LISTED), unlisted: ids.length - LISTED }
}

const ODD_USAGE = `SELECT count(*) FROM usage_deltas WHERE typeof(source) <> 'text' OR typeof(model) <> 'text'
  OR typeof(input_tokens) <> 'integer' OR typeof(output_tokens) <> 'integer'
  OR typeof(cached_input_tokens) <> 'integer' OR typeof(reasoning_tokens) <> 'integer'`

/** Read one by one only where SQLite finds a value of another type: a ledger may hold millions of rows. */
function oddUsageRows(db: Connection, layout: StoreLayout): number[] {
  if (!layout.tables.has('usage_deltas') || asNumber(db.first(ODD_USAGE)?.[0]) === 0) return []
  return [...usageRows(db, layout)].flatMap(({ seq, entry }) => (entry === undefined ? seq : []))
}

function graphFacts(db: Connection, layout: StoreLayout, index: GraphIndex): GraphFacts {
  const { flags, shadowed, renamed } = index
  const reader = new NodeReader(db, layout, index)
  const ids = (rows: readonly number[]) => nodeIds(db, index, rows)
  // of rows with one id the last one stands for all: they are told apart by id alone
  const isOnPath = (row: number) => ((flags[shadowed.get(row) ?? row] ?? 0) & NodeFlag.onPath) !== 0
  const lost = rowsWith(index, NodeFlag.lostParent | NodeFlag.cut, DEAD)
  const lostIds = ids(lost)
  const healed = index.path.end.kind === 'leaf-missing' ? healedRow(index) : -1
  const differing = [...renamed].filter(([row]) => ((flags[row] ?? 0) & NodeFlag.tombstoned) === 0)
  const columns = columnIds(
    db,
    index,
    differing.map(([row]) => row)
  )
  return {
    leaf: readHead(db, layout)?.head?.leaf_node_id,
    path: domainPathEnd(reader, db, layout, index),
    onPath: new Set(ids([...index.cycles.flat(), ...lost].filter(isOnPath))),
    tombstoned: columnIds(db, index, rowsWith(index, NodeFlag.tombstoned, 0)),
    undecodable: rowsWith(index, NodeFlag.undecodable, NodeFlag.tombstoned).flatMap((row) => {
      const read = reader.read(row)
      return read === undefined ? [] : { id: read.stored.columnId, reason: read.undecodable ?? '' }
    }),
    idsDiffer: differing.map(([, json], at) => ({ column: columns[at] ?? '', json })),
    duplicateIds: [...new Set(ids([...shadowed.keys()]))],
    cycles: index.cycles.map(ids),
    treeLoops: hangingLoops(index).map(ids),
    // the name of a lost parent is told for the path alone
    lostParents: lost.map((row, at) => ({
      id: lostIds[at] ?? '',
      parent: isOnPath(row) ? (reader.read(row)?.node?.parent_node_id ?? '') : ''
    })),
    healed: healed < 0 ? undefined : reader.idOf(healed)
  }
}

function rowsWith({ count, flags }: GraphIndex, any: number, none: number): number[] {
  const rows: number[] = []
  for (let row = 0; row < count; row++) {
    const flag = flags[row] ?? 0
    if (flag & any && (flag & none) === 0) rows.push(row)
  }
  return rows
}

/** Loops without any message that have messages below: the message tree hangs on them (store-format.md §14.30). */
function hangingLoops({ count, cycles, kind, branches, flags }: GraphIndex): (readonly number[])[] {
  const isMessage = (row: number) => isMessageRow(kind, row)
  const silent = cycles.filter((members) => !members.some(isMessage))
  if (silent.length === 0) return []
  const branchesWithMessages = new Set<number>()
  for (let row = 0; row < count; row++) {
    if (isLive(flags, row) && isMessage(row)) branchesWithMessages.add(branches.branchOf[row] ?? -1)
  }
  return silent.filter(([first]) => branchesWithMessages.has(branches.branchOf[first ?? -1] ?? -1))
}

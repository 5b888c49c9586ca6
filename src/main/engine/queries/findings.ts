import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { DEAD } from '@shared/domain/columns/link'
import { checkpointFindings } from '@shared/domain/findings/checkpoint-findings'
import type { Finding } from '@shared/domain/findings/finding'
import { type GraphFacts, graphFindings } from '@shared/domain/findings/graph-findings'
import { sessionFindings } from '@shared/domain/findings/session-findings'
import type { Result } from '@shared/result'
import { hydrateCheckpoint } from '../../store/checkpoint'
import type { Connection } from '../../store/connection'
import { databaseFindings, headFact } from '../../store/findings'
import { readHead } from '../../store/head'
import { readMeta } from '../../store/meta'
import { usageRows } from '../../store/rows'
import type { StoreError } from '../../store/store-error'
import type { NodeReader } from '../node-reader'
import { domainPathEnd, healedRow, isMessageKind } from '../path-names'
import type { StoreSession } from '../store-session'

/** Everything wrong or notable: as `findingsOf`, but from columns, so that it works at any size. */
export function readFindings(session: StoreSession): Promise<Result<readonly Finding[], StoreError>> {
  return session.readNodes((reader, db) => {
    const { store, index } = session
    const fromStore = databaseFindings(store)
    if (store.layout.era === 'none' || index === undefined) return fromStore
    const head = readHead(db, store.layout)
    const live = countLive(index)
    const odd = [...usageRows(db, store.layout)].filter(({ entry }) => entry === undefined)
    return [
      ...fromStore,
      ...sessionFindings({
        head: headFact(head),
        meta: readMeta(db, store.layout)?.meta,
        liveRows: live,
        oddUsageRows: odd.map(({ seq }) => seq)
      }),
      ...graphFindings(graphFacts(reader, db, session, index)),
      ...checkpointFindings(hydrateCheckpoint(db, store.layout, head?.head?.checkpoint_ref).blobs)
    ]
  })
}

function countLive({ flags }: GraphIndex): number {
  let count = 0
  for (const flag of flags) if ((flag & NodeFlag.tombstoned) === 0) count++
  return count
}

function graphFacts(
  reader: NodeReader,
  db: Connection,
  session: StoreSession,
  index: GraphIndex
): GraphFacts {
  const { flags, shadowed, renamed } = index
  const ids = (rows: readonly number[]) => rows.map((row) => reader.idOf(row))
  const columnIds = (rows: readonly number[]) => rows.map((row) => reader.read(row)?.stored.columnId ?? '')
  const lost = rowsWith(flags, NodeFlag.lostParent | NodeFlag.cut, DEAD)
  const healed = index.path.end.kind === 'leaf-missing' ? healedRow(index) : -1
  const named = [...index.cycles.flat(), ...lost].filter((row) => ((flags[row] ?? 0) & NodeFlag.onPath) !== 0)
  return {
    leaf: readHead(db, session.store.layout)?.head?.leaf_node_id,
    path: domainPathEnd(reader, db, session.store.layout, index),
    onPath: new Set(ids(named)),
    tombstoned: columnIds(rowsWith(flags, NodeFlag.tombstoned, 0)),
    undecodable: rowsWith(flags, NodeFlag.undecodable, NodeFlag.tombstoned).flatMap((row) => {
      const read = reader.read(row)
      return read === undefined ? [] : { id: read.stored.columnId, reason: read.undecodable ?? '' }
    }),
    idsDiffer: [...renamed].flatMap(([row, json]) => {
      const dead = ((flags[row] ?? 0) & NodeFlag.tombstoned) !== 0
      return dead ? [] : { column: reader.read(row)?.stored.columnId ?? '', json }
    }),
    duplicateIds: [...new Set(ids([...shadowed.keys()]))],
    cycles: index.cycles.map(ids),
    treeLoops: hangingLoops(index).map(ids),
    lostParents: lost.flatMap((row) => {
      const node = reader.read(row)?.node
      return node?.parent_node_id === undefined ? [] : { id: node.node_id, parent: node.parent_node_id }
    }),
    healed: healed < 0 ? undefined : reader.idOf(healed)
  }
}

function rowsWith(flags: Uint16Array, any: number, none: number): number[] {
  const rows: number[] = []
  for (let row = 0; row < flags.length; row++) {
    const flag = flags[row] ?? 0
    if (flag & any && (flag & none) === 0) rows.push(row)
  }
  return rows
}

/** Loops without any message that have messages below: the message tree hangs on them (store-format.md §14.30). */
function hangingLoops({ cycles, kind, branches, flags }: GraphIndex): (readonly number[])[] {
  const isMessage = (row: number) => isMessageKind(nodeKinds[kind[row] ?? 0])
  const silent = cycles.filter((members) => !members.some(isMessage))
  if (silent.length === 0) return []
  const branchesWithMessages = new Set<number>()
  for (let row = 0; row < kind.length; row++) {
    if (((flags[row] ?? 0) & DEAD) === 0 && isMessage(row))
      branchesWithMessages.add(branches.branchOf[row] ?? -1)
  }
  return silent.filter(([first]) => branchesWithMessages.has(branches.branchOf[first ?? -1] ?? -1))
}

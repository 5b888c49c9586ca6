import { checkpointFindings } from '@shared/domain/findings/checkpoint-findings'
import type { Finding } from '@shared/domain/findings/finding'
import { type GraphFacts, graphFindings } from '@shared/domain/findings/graph-findings'
import { type SessionFacts, sessionFindings } from '@shared/domain/findings/session-findings'
import { storeFindings } from '@shared/domain/findings/store-findings'
import { activePath, idsAt, indexNodes } from '@shared/domain/graph/active-path'
import { findCycles } from '@shared/domain/graph/cycles'
import { healOrphanedLeaf } from '@shared/domain/graph/leaf'
import { messageTree } from '@shared/domain/graph/message-tree'
import type { SessionNode } from '@shared/domain/model/node'
import type { HeadRow } from './head'
import { LASH_TABLES, type StoreLayout } from './layout'
import type { Store } from './open-store'
import type { SessionReading } from './session'

/** Everything wrong or notable about a store and its session, the database's own findings first. */
export function findingsOf(store: Store, session: SessionReading): Finding[] {
  const fromStore = databaseFindings(store)
  if (store.layout.era === 'none') return fromStore
  return [
    ...fromStore,
    ...sessionFindings({
      head: headFact(session.head),
      meta: session.meta?.meta,
      liveRows: session.graph.nodes.length + session.undecodable.length,
      oddUsageRows: session.usage.filter(({ entry }) => entry === undefined).map(({ seq }) => seq)
    }),
    ...graphFindings(graphFacts(session)),
    ...checkpointFindings(session.checkpoint.blobs)
  ]
}

/** What the database itself shows, without reading a row. */
export function databaseFindings({ facts, layout }: Store): Finding[] {
  return storeFindings({
    bytes: facts.files.db.bytes,
    walLeftOver: facts.mode === 'copy',
    userVersion: layout.userVersion,
    expectedVersions: expectedVersions(layout),
    missingTables: layout.era === 'none' ? [] : LASH_TABLES.filter((table) => !layout.tables.has(table)),
    foreignTables: layout.foreignTables
  })
}

/** The column tells 14 from 15 only where its table is: a lost one is made anew under 15, and under 14 lash fails. */
function expectedVersions({ era, hasRevisionColumn, tables }: StoreLayout): readonly number[] {
  switch (era) {
    case 'none':
      return []
    case 'a1':
      return hasRevisionColumn || !tables.has('session_head') ? [15] : [14]
    case 'a2-a3':
      return [16]
    case 'a4-a7':
      return [17]
    case 'a8-a9':
      return [1]
  }
}

/** What is told of a head row. */
export function headFact(row: HeadRow | undefined): SessionFacts['head'] {
  if (row === undefined) return { kind: 'none' }
  if (row.head === undefined) return { kind: 'undecodable', reason: row.undecodable ?? '' }
  return { kind: 'decoded', head: row.head, revision: row.revision }
}

function graphFacts({ graph, tombstoned, undecodable, idsDiffer }: SessionReading): GraphFacts {
  const path = activePath(graph)
  const healed = healOrphanedLeaf(graph)
  return {
    leaf: graph.leaf_node_id,
    path: path.end,
    onPath: new Set(idsAt(graph.nodes, path.positions)),
    tombstoned,
    undecodable,
    idsDiffer,
    duplicateIds: duplicateIds(graph.nodes),
    cycles: findCycles(graph),
    treeLoops: messageTree(graph).hanging,
    lostParents: lostParents(graph.nodes),
    healed: healed.changed ? healed.graph.leaf_node_id : undefined
  }
}

function duplicateIds(nodes: readonly SessionNode[]): string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { node_id } of nodes) {
    if (seen.has(node_id)) repeated.add(node_id)
    seen.add(node_id)
  }
  return [...repeated]
}

function lostParents(nodes: readonly SessionNode[]): { id: string; parent: string }[] {
  const index = indexNodes(nodes)
  return nodes.flatMap(({ node_id, parent_node_id }) =>
    parent_node_id === undefined || index.has(parent_node_id) ? [] : { id: node_id, parent: parent_node_id }
  )
}

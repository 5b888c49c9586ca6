import { graphOf } from '@shared/domain/graph/node'
import type { LedgerEntry } from '@shared/domain/model/head'
import type { SessionGraph, SessionNode } from '@shared/domain/model/node'
import type { Result } from '@shared/result'
import { type CheckpointReading, hydrateCheckpoint } from './checkpoint'
import type { Connection } from './connection'
import { decodeRow } from './decode-row'
import { type HeadRow, readHead } from './head'
import type { StoreLayout } from './layout'
import { type MetaRow, readMeta } from './meta'
import { loadPath, type PathLoadError } from './path-load'
import { nodeRows, type UsageRow, usageRows } from './rows'

/** The rows of `graph_nodes`, sorted into what lash loads and what it does not. */
export interface GraphReading {
  /** The full load: live rows that decode, by `seq`; the leaf is the head's. */
  readonly graph: SessionGraph
  /** Bytes of the stored JSON of each node of `graph`. */
  readonly bytes: readonly number[]
  /** Column ids, by `seq`. */
  readonly tombstoned: readonly string[]
  readonly undecodable: readonly { readonly id: string; readonly reason: string }[]
  readonly idsDiffer: readonly { readonly column: string; readonly json: string }[]
}

/** One session, read whole. */
export interface SessionReading extends GraphReading {
  readonly head: HeadRow | undefined
  readonly meta: MetaRow | undefined
  /** Ledger rows by `seq`, without those that lash passes over. */
  readonly ledger: readonly LedgerEntry[]
  /** All ledger rows as stored. */
  readonly usage: readonly UsageRow[]
  readonly checkpoint: CheckpointReading
  /** The path-only load from the head's leaf. */
  readonly path: Result<readonly SessionNode[], PathLoadError>
}

/** Reads everything about the session of a store. For stores of ordinary size: every node is decoded and kept. */
export function readSession(db: Connection, layout: StoreLayout): SessionReading {
  const head = readHead(db, layout)
  const leaf = head?.head?.leaf_node_id
  const usage = [...usageRows(db, layout)]
  return {
    head,
    meta: readMeta(db, layout),
    ...readGraph(db, layout, leaf),
    usage,
    ledger: usage.flatMap(({ entry }) => entry ?? []),
    checkpoint: hydrateCheckpoint(db, layout, head?.head?.checkpoint_ref),
    path: loadPath(db, layout, leaf)
  }
}

function readGraph(db: Connection, layout: StoreLayout, leaf: string | undefined): GraphReading {
  const nodes: SessionNode[] = []
  const bytes: number[] = []
  const tombstoned: string[] = []
  const undecodable: { id: string; reason: string }[] = []
  const idsDiffer: { column: string; json: string }[] = []
  for (const row of nodeRows(db, layout)) {
    if (row.tombstoned) {
      tombstoned.push(row.columnId)
      continue
    }
    const node = decodeRow(row.json, layout.era)
    if (!node.ok) {
      undecodable.push({ id: row.columnId, reason: node.error })
      continue
    }
    nodes.push(node.value)
    bytes.push(row.bytes)
    if (node.value.node_id !== row.columnId) {
      idsDiffer.push({ column: row.columnId, json: node.value.node_id })
    }
  }
  return { graph: graphOf(nodes, leaf), bytes, tombstoned, undecodable, idsDiffer }
}

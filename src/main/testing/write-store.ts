import { DatabaseSync } from 'node:sqlite'
import { encodeHead, encodeNode } from '@shared/domain/model/decode'
import type { StoreModel, StoreRow } from '@shared/domain/state/store-model'
import { ALPHA1_SCHEMA } from '../store/alpha1-schema'

/** Writes a store of a model to a new file, for tests: rows that do not decode get a text of that kind. */
export function writeStore(path: string, model: StoreModel, blobs: ReadonlyMap<string, Uint8Array>): void {
  const db = new DatabaseSync(path)
  db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; BEGIN; ${ALPHA1_SCHEMA} PRAGMA user_version=15;`)
  const insert = db.prepare(
    'INSERT INTO graph_nodes (seq, node_id, node_json, tombstoned) VALUES (?, ?, ?, ?)'
  )
  for (const row of model.rows) insert.run(row.seq, row.id, textOf(row), row.tombstoned ? 1 : 0)
  db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'graph_nodes'").run(model.last_seq)
  if (model.head !== undefined) {
    db.prepare('INSERT INTO session_head VALUES (1, ?, ?, ?)').run(
      model.head.session_id,
      encodeHead(model.head),
      model.head.head_revision
    )
  }
  const blob = db.prepare('INSERT INTO blobs VALUES (?, ?)')
  for (const [hash, content] of blobs) blob.run(hash, content)
  db.exec('COMMIT')
  db.close()
}

function textOf({ id, node, link }: StoreRow): string {
  if (node !== undefined) return encodeNode(node)
  if (link.kind === 'unreadable') return '{"node_id":'
  const parent = link.kind === 'parent' ? { parent_node_id: link.id } : {}
  return JSON.stringify({ node_id: id, ...parent, timestamp: 't', kind: 'unknown' })
}

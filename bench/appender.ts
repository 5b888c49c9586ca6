import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { nodeJson } from '../src/main/generator/node-json'

/**
 * A process that writes to a store as the runtime's append commits do. Each line on stdin is the text of a message that
 * is appended below the leaf; the answer is the time of its commit, ms since the epoch.
 */
const [, , path = ''] = process.argv
const db = new DatabaseSync(path)
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000')
const head = db.prepare('SELECT head_json FROM session_head WHERE singleton = 1')
const insert = db.prepare('INSERT INTO graph_nodes (node_id, node_json, tombstoned) VALUES (?, ?, 0)')
const advance = db.prepare('UPDATE session_head SET head_json = ?, head_revision = ?')

function append(text: string): void {
  db.exec('BEGIN IMMEDIATE')
  const now = JSON.parse(String(head.get()?.head_json))
  const id = `m${randomUUID().replaceAll('-', '')}`
  const message = { id, role: 'User', parts: [{ kind: 'Text', content: text }] } as const
  const time = new Date().toISOString().replace('Z', '+00:00')
  insert.run(id, nodeJson(id, now.leaf_node_id ?? null, time, { message }))
  const next = {
    ...now,
    head_revision: now.head_revision + 1,
    leaf_node_id: id,
    graph_node_count: now.graph_node_count + 1
  }
  advance.run(JSON.stringify(next), next.head_revision)
  db.exec('COMMIT')
  process.stdout.write(`${performance.timeOrigin + performance.now()}\n`)
}

createInterface({ input: process.stdin }).on('line', append)

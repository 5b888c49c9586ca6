import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { decodeNode, encodeNode } from '@shared/domain/model/decode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSample, SAMPLE_FILE } from './sample'

const TABLES = ['session_meta', 'session_head', 'graph_nodes', 'usage_deltas', 'blobs', 'sqlite_sequence']
const committed = join(process.cwd(), 'resources', 'sample')
const storesIn = (path: string): string[] => readdirSync(path).filter((file) => file.endsWith('.db'))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lash-sample-'))
  cpSync(committed, join(folder, 'committed'), { recursive: true })
  generateSample(join(folder, 'made'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function rowsOf(path: string): object {
  const db = new DatabaseSync(path)
  const rows = TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()])
  db.close()
  return Object.fromEntries(rows)
}

function query(file: string, sql: string): unknown[] {
  const db = new DatabaseSync(join(folder, 'made', file))
  const values = db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0])
  db.close()
  return values
}

describe('the bundled sample', () => {
  it('is what the generator writes, row for row', () => {
    const files = storesIn(join(folder, 'committed'))
    expect(storesIn(join(folder, 'made'))).toEqual(files)
    for (const file of files) {
      expect(rowsOf(join(folder, 'committed', file))).toEqual(rowsOf(join(folder, 'made', file)))
    }
  })

  it('stays below 400 kB', () => {
    const bytes = readdirSync(committed).reduce((all, file) => all + statSync(join(committed, file)).size, 0)
    expect(bytes).toBeLessThan(400_000)
  })

  it('holds every kind of node and of outcome', () => {
    const count = (pattern: string): number =>
      query(SAMPLE_FILE, `SELECT node_id FROM graph_nodes WHERE node_json LIKE '%${pattern}%'`).length
    for (const pattern of [
      '"event":{"Conversation":',
      '"event":{"Tool":',
      '"event":{"Mode":',
      '"event":{"StateSnapshot":',
      '"kind":"plugin","plugin_type":',
      '"status":"failure"',
      '"status":"cancelled"',
      '"kind":"Reasoning"',
      '"Summarized"',
      'compaction-summary'
    ]) {
      expect(count(pattern), pattern).toBeGreaterThan(0)
    }
  })

  it('is written as lash writes it, byte for byte', () => {
    for (const text of query(SAMPLE_FILE, 'SELECT node_json FROM graph_nodes').map(String)) {
      const node = decodeNode(text)
      expect(node.ok && encodeNode(node.value)).toBe(text)
    }
  })

  it('books the tokens of each child session a second time in the parent, as mirror rows', () => {
    const mirrored = query(
      SAMPLE_FILE,
      "SELECT input_tokens FROM usage_deltas WHERE source IN ('subagent', 'compaction') ORDER BY 1"
    )
    const children = storesIn(join(folder, 'made')).filter((file) => file !== SAMPLE_FILE)
    const own = children.flatMap((file) =>
      query(file, "SELECT sum(input_tokens) FROM usage_deltas WHERE source = 'turn'")
    )
    expect(own.map(Number).sort((a, b) => a - b)).toEqual(mirrored)
  })

  it('names every child by its parent', () => {
    const [root] = query(SAMPLE_FILE, 'SELECT session_id FROM session_meta')
    const children = storesIn(join(folder, 'made')).filter((file) => file !== SAMPLE_FILE)
    const parents = children.flatMap((file) => query(file, 'SELECT parent_session_id FROM session_meta'))
    expect(parents).toEqual([root, root, root])
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { decodeNode, encodeNode } from '@shared/domain/model/decode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GenerateOptions, generateStore } from './generate'
import { SHAPES, type ShapeName } from './shapes'

interface Row {
  readonly id: string
  readonly parent: string | null
}

const shapes = Object.keys(SHAPES) as ShapeName[]
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lash-generate-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function generated(options: Omit<GenerateOptions, 'out'>): DatabaseSync {
  const out = join(folder, `${options.shape}.db`)
  generateStore({ ...options, out })
  expect(readdirSync(folder).filter((name) => name.startsWith(options.shape))).toEqual([
    `${options.shape}.db`
  ])
  return new DatabaseSync(`file:${out}?immutable=1`, { readOnly: true })
}

function rowsOf(db: DatabaseSync): Row[] {
  const sql =
    "SELECT node_id AS id, json_extract(node_json, '$.parent_node_id') AS parent FROM graph_nodes ORDER BY seq"
  return db
    .prepare(sql)
    .all()
    .map((row) => ({ id: String(row.id), parent: row.parent === null ? null : String(row.parent) }))
}

function pathOf(db: DatabaseSync, rows: readonly Row[]): string[] {
  const parents = new Map(rows.map((row) => [row.id, row.parent]))
  const head = db.prepare("SELECT json_extract(head_json, '$.leaf_node_id') AS leaf FROM session_head").get()
  const path: string[] = []
  for (let at: string | null | undefined = String(head?.leaf); at && parents.has(at); at = parents.get(at))
    path.push(at)
  return path
}

describe.each(shapes)('a generated store of shape %s', (shape) => {
  it('has exactly the rows asked for, and the same ones for the same seed', () => {
    const first = generated({ shape, size: 2000, seed: 7 })
    const text = JSON.stringify(first.prepare('SELECT * FROM graph_nodes').all())
    first.close()
    const again = generated({ shape, size: 2000, seed: 7 })
    expect(JSON.stringify(again.prepare('SELECT * FROM graph_nodes').all())).toBe(text)
    expect(rowsOf(again)).toHaveLength(2000)
    again.close()
  })

  it('gives other rows for another seed', () => {
    const first = generated({ shape, size: 500, seed: 1 })
    const ids = rowsOf(first).map((row) => row.id)
    first.close()
    const other = generated({ shape, size: 500, seed: 2 })
    expect(rowsOf(other).map((row) => row.id)).not.toEqual(ids)
    other.close()
  })

  it('is one closed WAL file of user_version 15 whose leaf has a path', () => {
    const db = generated({ shape, size: 1000, seed: 3 })
    expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(15)
    // bytes 18 and 19 of a SQLite file: 2 = written and read through a WAL
    expect([...readFileSync(join(folder, `${shape}.db`)).subarray(18, 20)]).toEqual([2, 2])
    expect(pathOf(db, rowsOf(db)).length).toBeGreaterThan(50)
    db.close()
  })

  it('is written as lash writes it, byte for byte', () => {
    const db = generated({ shape, size: 1000, seed: 4 })
    for (const row of db.prepare('SELECT node_json FROM graph_nodes').all()) {
      const node = decodeNode(String(row.node_json))
      expect(node.ok && encodeNode(node.value)).toBe(row.node_json)
    }
    db.close()
  })

  it('takes any size from one node on', () => {
    for (const size of [1, 2, 9, 40]) {
      const db = generated({ shape, size, seed: size })
      expect(rowsOf(db)).toHaveLength(size)
      db.close()
    }
  })

  it('weighs 450 to 650 bytes a node', () => {
    const db = generated({ shape, size: 4000, seed: 5 })
    const bytes = Number(db.prepare('SELECT avg(length(node_json)) AS bytes FROM graph_nodes').get()?.bytes)
    expect(bytes).toBeGreaterThan(450)
    expect(bytes).toBeLessThan(650)
    db.close()
    expect(statSync(join(folder, `${shape}.db`)).size).toBeLessThan(4_500_000)
  })
})

describe('the shapes', () => {
  const childrenOf = (rows: readonly Row[]): Map<string | null, number> => {
    const counts = new Map<string | null, number>()
    for (const row of rows) counts.set(row.parent, (counts.get(row.parent) ?? 0) + 1)
    return counts
  }

  it('long: the active path holds nearly everything', () => {
    const db = generated({ shape: 'long', size: 5000, seed: 1 })
    const rows = rowsOf(db)
    expect(pathOf(db, rows).length).toBeGreaterThan(4800)
    db.close()
  })

  it('bushy: most nodes are off the path', () => {
    const db = generated({ shape: 'bushy', size: 5000, seed: 1 })
    const rows = rowsOf(db)
    expect(pathOf(db, rows).length).toBeLessThan(2500)
    db.close()
  })

  it('wide: one node has a fifth of all nodes as children', () => {
    const db = generated({ shape: 'wide', size: 5000, seed: 1 })
    const most = Math.max(...[...childrenOf(rowsOf(db))].filter(([id]) => id !== null).map(([, n]) => n))
    expect(most).toBeGreaterThan(900)
    expect(most).toBeLessThanOrEqual(1000)
    db.close()
  })

  it('dust: three in ten are roots or islands', () => {
    const db = generated({ shape: 'dust', size: 5000, seed: 1 })
    const rows = rowsOf(db)
    const ids = new Set(rows.map((row) => row.id))
    const tops = rows.filter((row) => row.parent === null || !ids.has(row.parent)).length
    expect(tops).toBeGreaterThan(1400)
    expect(tops).toBeLessThanOrEqual(1501)
    db.close()
  })
})

it('adds damage and usage rows when asked', () => {
  const db = generated({
    shape: 'long',
    size: 100,
    seed: 1,
    usageRows: 17,
    damage: { undecodable: 3, tombstoned: 4, cycles: 2 }
  })
  const count = (sql: string): unknown => db.prepare(sql).get()?.n
  expect(count('SELECT count(*) AS n FROM usage_deltas')).toBe(17)
  expect(count('SELECT count(*) AS n FROM graph_nodes')).toBe(100 + 6 + 8 + 6)
  expect(count('SELECT count(*) AS n FROM graph_nodes WHERE tombstoned = 1')).toBe(4)
  expect(count("SELECT count(*) AS n FROM graph_nodes WHERE node_json LIKE '%from-the-future%'")).toBe(3)
  db.close()
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { activePath, idsAt } from '@shared/domain/graph/active-path'
import { describeRuntimeError } from '@shared/domain/state/runtime-error'
import { simulateCommit } from '@shared/domain/state/simulate'
import { diskIds } from '@shared/domain/state/simulation-json'
import type { Residency } from '@shared/domain/state/state-graph'
import { fullGraph, type StoreModel } from '@shared/domain/state/store-model'
import type { Json } from '@shared/json/value'
import { countingFresh } from '@shared/testing/counting-fresh'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyFixture, type Fixture, fixture, fixtures, readFixtureFile } from '../testing/fixtures'
import { parsedObject } from '../testing/told'
import { ALPHA1_SCHEMA } from './alpha1-schema'
import { readGraphModel } from './graph-model'
import { openStore } from './open-store'

/** What the real runtime left of each store after resuming and parking it, by residency. */
const PARKED = fixtures('a1/').filter(
  (each) =>
    member(parsedObject(readFixtureFile(each, 'expected.json')), 'after', 'resume_and_park') instanceof Map
)
const RESIDENCIES: readonly (readonly [string, Residency])[] = [
  ['keep_all', 'KeepAll'],
  ['active_path_only', 'ActivePathOnly']
]

const scratch = mkdtempSync(join(tmpdir(), 'graph-model-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A model of the store at `path`, or undefined where the file cannot be read as one. */
async function modelAt(path: string): Promise<StoreModel | undefined> {
  const store = await openStore(path)
  if (!store.ok) return undefined
  const model = await store.value.read((db) => readGraphModel(db, store.value.layout))
  await store.value.close()
  return model.ok ? model.value : undefined
}

/** A model of a copy of a fixture's store. */
async function modelOf(each: Fixture, file = 'store.db'): Promise<StoreModel | undefined> {
  using copy = copyFixture(each)
  return await modelAt(join(copy.folder, file))
}

function member(json: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let value = json
  for (const key of keys) value = value instanceof Map ? value.get(key) : undefined
  return value
}

describe('a model of a store', () => {
  it('holds what SQLite reads as the parent of rows that do not decode, and the highest number ever given', async () => {
    const path = join(scratch, 'made.db')
    const made = new DatabaseSync(path)
    made.exec(`${ALPHA1_SCHEMA}; PRAGMA user_version = 15`)
    const insert = made.prepare('INSERT INTO graph_nodes (node_id, node_json, tombstoned) VALUES (?, ?, ?)')
    insert.run('5', '{"node_id":"5","timestamp":"t","kind":"plugin","plugin_type":"p","body":null}', 1)
    insert.run('numeric', '{"node_id":"numeric","parent_node_id":5,"kind":"unknown"}', 0)
    insert.run('json5', "{node_id:'json5',parent_node_id:'numeric'}", 0)
    insert.run('cut', '{"node_id":', 0)
    insert.run('after-cut', '{"node_id":"after-cut","parent_node_id":"json5","kind":"unknown"}', 0)
    insert.run('bytes', new Uint8Array([1, 2]), 0)
    insert.run('gone', '{}', 0)
    made.exec("DELETE FROM graph_nodes WHERE node_id = 'gone'")
    made.close()
    const model = await modelAt(path)
    expect(model?.rows.map(({ id, tombstoned, link }) => ({ id, tombstoned, link }))).toEqual([
      { id: '5', tombstoned: true, link: { kind: 'none' } },
      { id: 'numeric', tombstoned: false, link: { kind: 'parent', id: '5' } },
      { id: 'json5', tombstoned: false, link: { kind: 'parent', id: 'numeric' } },
      { id: 'cut', tombstoned: false, link: { kind: 'unreadable', reason: 'malformed JSON' } },
      { id: 'after-cut', tombstoned: false, link: { kind: 'parent', id: 'json5' } },
      { id: 'bytes', tombstoned: false, link: { kind: 'unreadable', reason: 'not text' } }
    ])
    expect(model?.rows.map((row) => row.node?.node_id)).toEqual([
      '5',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined
    ])
    expect(model?.last_seq).toBe(7n)
    expect(model?.head).toBeUndefined()
  })
})

describe('stores resumed and parked', () => {
  describe.each(PARKED)('$name', (each) => {
    let model: StoreModel | undefined
    beforeAll(async () => {
      model = await modelOf(each)
    })

    it.each(RESIDENCIES)('%s: leaves what the real runtime left', (key, residency) => {
      const told = parsedObject(readFixtureFile(each, 'expected.json'))
      const expected = member(told, 'after', 'resume_and_park', key)
      if (model === undefined) throw new Error('not readable')
      const simulated = simulateCommit(
        { store: model, residency, load: 'resume', step: 'park' },
        countingFresh()
      )
      if (member(expected, 'error') !== undefined) {
        expect(simulated.ok).toBe(false)
        return
      }
      if (!simulated.ok) throw new Error(describeRuntimeError(simulated.error))
      const { store } = simulated.value
      const ids = store.rows.map((row) => row.id)
      const unchanged = JSON.stringify(ids) === JSON.stringify(model.rows.map((row) => row.id))
      expect(store.head?.leaf_node_id ?? null).toBe(member(expected, 'leaf'))
      expect(store.head?.graph_node_count).toBe(member(expected, 'graph_node_count'))
      expect(store.head?.head_revision).toBe(member(expected, 'head_revision'))
      const rewritten =
        ids.length !== model.rows.length || store.rows.some((row, at) => row.seq !== model?.rows[at]?.seq)
      expect(rewritten).toBe(member(expected, 'rows_rewritten'))
      const rowIds = member(expected, 'row_ids')
      if (rowIds === 'unchanged') expect(unchanged).toBe(true)
      else if (Array.isArray(rowIds)) expect(ids).toEqual(rowIds)
    })
  })
})

describe('a cycle that the leaf reaches', () => {
  it('would hang the runtime in every way of using it', async () => {
    const model = await modelOf(fixture('a1/cycle-at-leaf'))
    if (model === undefined) throw new Error('not readable')
    for (const [, residency] of RESIDENCIES) {
      for (const step of ['park', 'turn', 'append'] as const) {
        const simulated = simulateCommit({ store: model, residency, load: 'resume', step }, countingFresh())
        expect(simulated).toMatchObject({ ok: false, error: { kind: 'would-hang' } })
      }
    }
  })
})

describe('stores of real runs', () => {
  /** Counts after a step: rows on disk, nodes on the path. */
  async function outcome(
    file: string,
    request: Pick<Parameters<typeof simulateCommit>[0], 'residency' | 'load' | 'step'>
  ): Promise<{ rows: number; path: number; vanished: number }> {
    const [name = '', ...path] = file.split('/')
    const store = await modelOf(fixture(`a1-runtime/${name}`), path.join('/'))
    if (store === undefined) throw new Error('not readable')
    const simulated = simulateCommit({ store, ...request }, countingFresh())
    if (!simulated.ok) throw new Error(describeRuntimeError(simulated.error))
    const graph = fullGraph(simulated.value.store)
    return {
      rows: diskIds(simulated.value.store, false).length,
      path: idsAt(graph.nodes, activePath(graph).positions).length,
      vanished: simulated.value.vanished.live.length
    }
  }

  it('a dangling leaf: the five ways it can end', async () => {
    const file = 'heal-trim-hazard/before.db'
    const only = { residency: 'ActivePathOnly' } as const
    expect(await outcome(file, { ...only, load: 'full_load', step: 'park' })).toMatchObject({
      rows: 10,
      vanished: 17
    })
    expect(await outcome(file, { ...only, load: 'resume', step: 'park' })).toMatchObject({
      rows: 0,
      vanished: 27
    })
    expect(await outcome(file, { ...only, load: 'full_load', step: 'turn' })).toEqual({
      rows: 29,
      path: 2,
      vanished: 0
    })
    expect(await outcome(file, { residency: 'KeepAll', load: 'resume', step: 'park' })).toMatchObject({
      rows: 27,
      vanished: 0
    })
  })

  it('a turn after an active-path-only resume deletes every orphan, parking none', async () => {
    const resumed = { residency: 'ActivePathOnly', load: 'resume' } as const
    const file = 'park-active-path/2-after-park.db'
    expect(await outcome(file, { ...resumed, step: 'park' })).toEqual({ rows: 27, path: 10, vanished: 0 })
    expect(await outcome(file, { ...resumed, step: 'turn' })).toEqual({ rows: 12, path: 12, vanished: 17 })
  })
})

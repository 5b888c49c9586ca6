import { join } from 'node:path'
import { parseJson } from '@shared/json/parse'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import type { Plan } from '@shared/operations/plan'
import { describe, expect, it } from 'vitest'
import { copyFixture, type Fixture, fixtures, readFixtureFile } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import { differences, objectAt, parsedObject } from '../testing/told'
import { readStore } from '../writer/testing'
import type { PlanAsk } from './ask'
import { condense } from './condense'
import { applyHere, coreOf, good, planOn, undoHere } from './testing'

const everything: PlanAsk = { kind: 'prune', choice: { by: 'all' }, vacuum: true, noPath: true, rlm: true }

/** Stores with one session whose outcome the original computed. */
const told = fixtures('a1/').flatMap((fixture) => {
  const expected = parsedObject(readFixtureFile(fixture, 'expected.json'))
  return expected.get('after') instanceof Map ? [{ fixture, name: fixture.name, expected }] : []
})

/** Stores that are read but never written: another version, or tables of another program. */
const readOnly = new Set(['a1/v14', 'a1/foreign-v15', 'a1/zero-bytes'])
const writable = told.filter(({ name }) => !readOnly.has(name))

const asJson = (value: unknown): Json => {
  const json = parseJson(JSON.stringify(value))
  if (!json.ok) throw new Error('no JSON')
  return json.value
}

const rowIds = async (path: string): Promise<Json> =>
  readStore(path, (db) =>
    db.all('SELECT node_id FROM graph_nodes ORDER BY seq').map(([id]) => String(id))
  ).catch(() => [])

/** Every row of every table, the head without its revision. */
const rowsOf = (path: string): Promise<string> =>
  readStore(path, (db) => {
    const tables = db.all(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
    )
    const rows = tables.map(([name]) =>
      name === 'session_head'
        ? db.all("SELECT session_id, json_remove(head_json, '$.head_revision') FROM session_head")
        : db.all(`SELECT * FROM "${name}" ORDER BY 1`)
    )
    return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  })

/** Applies for real and holds the outcome against the preview: the predicted keys as predicted, all others unchanged. */
async function applied(path: string, plan: Plan, data: string): Promise<string> {
  const before = await coreOf(path)
  const { receipt } = good(await applyHere(plan, data))
  const after = await coreOf(path)
  const predicted = objectAt(asJson(plan.predicted))
  expect(differences(predicted, after)).toEqual([])
  const others = new Map([...before].filter(([key]) => !predicted.has(key)))
  expect(differences(others, after)).toEqual([])
  return receipt
}

async function onCopy(fixture: Fixture, body: (path: string, data: string) => Promise<void>): Promise<void> {
  using copy = copyFixture(fixture)
  await body(join(copy.folder, 'store.db'), tempFolder())
}

/** Expected ids are given in full, as `unchanged`, or shortened. */
async function expectRows(path: string, expected: Json | undefined, before: Json): Promise<void> {
  const found = await rowIds(path)
  const wanted = expected === 'unchanged' ? before : (expected ?? null)
  expect(writeJson(condense(found))).toBe(writeJson(condense(wanted)))
}

describe.each(writable)('$name', ({ fixture, expected }) => {
  const after = objectAt(expected, 'after')

  it('vacuums what lash vacuums', () =>
    onCopy(fixture, async (path, data) => {
      const before = await rowIds(path)
      const plan = good(await planOn(path, { kind: 'vacuum' }))
      await applied(path, plan, data)
      await expectRows(path, objectAt(after, 'vacuum').get('row_ids'), before)
    }))

  it('collects the blobs that lash collects', () =>
    onCopy(fixture, async (path, data) => {
      const plan = good(await planOn(path, { kind: 'gc' }))
      await applied(path, plan, data)
      const left = await readStore(path, (db) =>
        db.all('SELECT hash FROM blobs ORDER BY hash').map(([hash]) => String(hash))
      )
      expect(left).toEqual(objectAt(after, 'gc').get('remaining'))
    }))

  it('tombstones and vacuums the orphans that lash tells, and undo brings every row back', () =>
    onCopy(fixture, async (path, data) => {
      const before = await rowIds(path)
      const rows = await rowsOf(path)
      const plan = good(await planOn(path, everything))
      const receipt = await applied(path, plan, data)
      const then = objectAt(after, 'tombstone_orphans_then_vacuum')
      await expectRows(path, then.get('row_ids'), before)
      const core = await coreOf(path)
      const full = then.get('full_graph')
      if (full instanceof Map) {
        expect(writeJson(core.get('nodes') ?? null)).toBe(writeJson(condense(full.get('node_ids') ?? null)))
        expect(writeJson(core.get('active_path') ?? null)).toBe(
          writeJson(condense(full.get('active_path') ?? null))
        )
        expect(core.get('leaf')).toBe(full.get('leaf'))
      }
      if (plan.steps.length === 0) return
      good(await undoHere(receipt, data))
      expect(await rowsOf(path)).toBe(rows)
    }))

  it('heals as lash heals, and undo brings the head back', () =>
    onCopy(fixture, async (path, data) => {
      const heal = expected.get('heal')
      const rows = await rowsOf(path)
      const plan = good(await planOn(path, { kind: 'heal', leaf: undefined }))
      expect(plan.steps.length > 0).toBe(heal instanceof Map && heal.get('changed') === true)
      if (!(heal instanceof Map) || plan.steps.length === 0) return
      const receipt = await applied(path, plan, data)
      const core = await coreOf(path)
      expect(core.get('leaf')).toBe(heal.get('leaf_after'))
      expect(core.get('active_path')).toEqual(heal.get('active_path_after'))
      const messages = core.get('messages')
      if (!Array.isArray(messages)) throw new Error('no messages')
      expect(messages.map((message) => objectAt(message).get('id'))).toEqual(heal.get('messages_after'))
      good(await undoHere(receipt, data))
      expect(await rowsOf(path)).toBe(rows)
    }))

  it('compacts without changing what is told', () =>
    onCopy(fixture, async (path, data) => {
      await applied(path, good(await planOn(path, { kind: 'compact' })), data)
    }))
})

describe.each(told.filter(({ name }) => readOnly.has(name)))('$name', ({ fixture }) => {
  it('is not written to, whatever the plan', () =>
    onCopy(fixture, async (path) => {
      for (const kind of ['vacuum', 'gc', 'compact'] as const) {
        expect(await planOn(path, { kind })).toMatchObject({ ok: false, error: { code: 'read-only-layout' } })
      }
    }))
})

const loops = fixtures('a1/cycle-at-leaf')
describe.each(loops)('$name', (fixture) => {
  it('can be changed by moving the head out of the loop, and by nothing else', () =>
    onCopy(fixture, async (path, data) => {
      const asks: PlanAsk[] = [
        everything,
        { kind: 'vacuum' },
        { kind: 'gc' },
        { kind: 'compact' },
        { kind: 'heal', leaf: undefined },
        { kind: 'restore', ids: undefined }
      ]
      for (const ask of asks)
        expect(await planOn(path, ask)).toMatchObject({ ok: false, error: { code: 'cycle' } })
      const move = { kind: 'branch', before: false, keepCheckpoint: false } as const
      const leaf = String((await coreOf(path)).get('leaf'))
      expect(await planOn(path, { ...move, leaf })).toMatchObject({ ok: false, error: { code: 'cycle' } })
      const { receipt } = good(await applyHere(good(await planOn(path, { ...move, leaf: null })), data))
      expect((await coreOf(path)).get('leaf')).toBe(null)
      expect(good(await planOn(path, { kind: 'vacuum' })).steps).toEqual([])
      expect(receipt).toContain('branch')
    }))
})

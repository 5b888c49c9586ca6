import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { describe, expect, it } from 'vitest'
import { copyFixture, type Fixture, fixture, fixtures, readFixtureFile } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import { differences, objectAt, parsedObject } from '../testing/told'
import { inspectAll } from './inspect'
import { inspectStore } from './store-json'

const READABLE_ERAS = fixtures('a1/', 'a1-runtime/', 'era/a3/', 'era/a7/')
const LATER_ERAS = fixtures('era/').filter((each) => !/^era\/(a3|a7)\//.test(each.name))

/** Stores that lash refuses but whose rows are all there: we read them and say that lash does not. */
const READ_ALL_THE_SAME = ['a1/v0-with-objects', 'a1/v14-half-upgraded']

async function inspected(folder: string, file: string): Promise<JsonObject> {
  return parsedObject(writeJson((await inspectStore(join(folder, file))).json))
}

/** The entries of a fixture's `core.json`, one per store file. */
function storesOf(each: Fixture): [file: string, told: JsonObject][] {
  const core = parsedObject(readFixtureFile(each, 'core.json'))
  return [...core.keys()].map((file) => [file, objectAt(core, file)])
}

describe('inspect says what lash says', () => {
  it.each(READABLE_ERAS)('$name', async (each) => {
    using copy = copyFixture(each)
    for (const [file, told] of storesOf(each)) {
      const said = await inspected(copy.folder, file)
      if (READ_ALL_THE_SAME.includes(each.name)) {
        expect(writeJson(said.get('findings') ?? null)).toContain('version-refused')
        continue
      }
      expect(said.get('readable')).toBe(told.get('readable'))
      for (const [id, core] of objectAt(told, 'sessions')) {
        const { lash, ...rest } = Object.fromEntries(objectAt(core))
        expect(differences(new Map(Object.entries(rest)), objectAt(said, 'sessions', id))).toEqual([])
        if (lash !== 'hangs') continue
        expect(writeJson(said.get('findings') ?? null)).toContain('cycle')
        expect(objectAt(said, 'sessions', id).has('active_path_only_error')).toBe(false)
      }
      expect([...objectAt(said, 'sessions').keys()]).toEqual([...objectAt(told, 'sessions').keys()])
    }
  })
})

describe('inspect says more, as the original computed it', () => {
  it.each(fixtures('a1/').filter(isSingle).filter(hasPlainLedger))('$name', async (each) => {
    using copy = copyFixture(each)
    const expected = parsedObject(readFixtureFile(each, 'expected.json'))
    const said = await inspected(copy.folder, 'store.db')
    const [session] = objectAt(said, 'sessions').values()
    if (session === undefined || expected.get('full_graph') === null) return
    const told = new Map(
      [...expected].filter(
        ([key]) => key === 'checkpoint' || key === 'usage_deltas' || key === 'message_tree'
      )
    )
    const tree = objectAt(expected, 'full_graph').get('message_tree')
    if (tree !== undefined && tree !== 'hangs') told.set('message_tree', tree)
    expect(differences(told, objectAt(session))).toEqual([])
  })
})

function isSingle(each: Fixture): boolean {
  return storesOf(each).every(([file, told]) => file === 'store.db' && told.get('readable') === true)
}

/** A ledger of whole numbers and texts; how odd values are shown is no matter of the original. */
function hasPlainLedger({ name }: Fixture): boolean {
  return name !== 'a1/usage-odd-types'
}

describe('inspect refuses later eras', () => {
  it.each(LATER_ERAS)('$name in one sentence', async (each) => {
    using copy = copyFixture(each)
    for (const [file] of storesOf(each).filter(([name]) => name.endsWith('.db'))) {
      const said = await inspected(copy.folder, file)
      expect(said.get('readable')).toBe(false)
      expect(objectAt(said, 'error').get('message')).toMatch(/^[A-Z][^.]*(\.\d[^.]*|\.-?\w[^.]*)*\.$/)
      expect(objectAt(said, 'error').get('code')).toMatch(/^(not-yet-readable|other-engine|foreign)$/)
    }
  })
})

describe('what inspect is asked for', () => {
  const keysOf = async (...paths: string[]): Promise<readonly string[]> => {
    const { json } = await inspectAll(paths)
    return [...parsedObject(writeJson(json)).keys()]
  }

  it('one store gives its own object', async () => {
    using copy = copyFixture(fixture('a1/linear-chat'))
    expect(await keysOf(join(copy.folder, 'store.db'))).toEqual(['findings', 'readable', 'sessions', 'store'])
  })

  it('a folder gives its stores by their place in it, those of folders below too', async () => {
    using copy = copyFixture(fixture('a1-runtime/progress-commits'))
    const keys = await keysOf(copy.folder)
    expect(keys).toContain('store.db')
    expect(keys).toContain('progress/after-commit-04.db')
  })

  it('several paths give each by the path as given', async () => {
    using copy = copyFixture(fixture('a1/linear-chat'))
    const path = join(copy.folder, 'store.db')
    expect(await keysOf(path, 'gone.db')).toEqual([path, 'gone.db'].sort())
    expect(await keysOf(copy.folder, 'gone.db')).toEqual([path, 'gone.db'].sort())
  })

  it('answers a path that cannot even be looked at with the words of the system', async () => {
    const loop = join(tempFolder(), 'loop.db')
    symlinkSync(loop, loop)
    for (const path of [loop, 'n'.repeat(5000)]) {
      const { json, readable } = await inspectAll([path])
      expect(readable).toBe(false)
      expect(objectAt(parsedObject(writeJson(json)), 'error').get('detail')).toMatch(/ELOOP|ENAMETOOLONG/)
    }
  })

  it('is not readable as a whole when one store is not', async () => {
    using copy = copyFixture(fixture('a1/linear-chat'))
    expect((await inspectAll([copy.folder])).readable).toBe(true)
    expect((await inspectAll([copy.folder, 'gone.db'])).readable).toBe(false)
    expect(await inspectAll(['gone.db'])).toMatchObject({ readable: false })
  })
})

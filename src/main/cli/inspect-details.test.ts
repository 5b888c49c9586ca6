import { join } from 'node:path'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { describe, expect, it } from 'vitest'
import { copyFixture, type Fixture, fixtures, readFixtureFile } from '../testing/fixtures'
import { objectAt, parsedObject } from '../testing/told'
import { inspectStore } from './store-json'

/** What a release computed of one session, in one shape: the fixtures of the releases say it in different ones. */
interface Told {
  readonly file: string
  /** `node_id`, `parent` and `active` of the message tree, depth first. */
  readonly tree: readonly string[] | undefined
  readonly usageRows: readonly string[]
  readonly turnState: Json | undefined
  readonly pluginRevision: string
}

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
const treeLine = (entry: JsonObject): string =>
  [entry.get('node_id'), entry.get('parent'), entry.get('active')].join(' ')

/** Alpha.1's runtime fixtures: one store at top level, several under `stores`. */
function toldByRuntime(each: Fixture): Told[] {
  const expected = parsedObject(readFixtureFile(each, 'expected.json'))
  const stores = objectAt(expected, 'stores')
  const byFile = stores.size > 0 ? [...stores] : [[String(expected.get('file')), expected] as const]
  return byFile.map(([file, store]) => {
    const told = objectAt(store)
    return {
      file,
      tree: list(told.get('message_tree')).flatMap((root) => flatten(objectAt(root))),
      usageRows: list(told.get('usage_deltas_rows')).map(writeJson),
      turnState: objectAt(told, 'checkpoint').get('turn_state'),
      pluginRevision: String(objectAt(told, 'checkpoint').get('plugin_snapshot_revision') ?? null)
    }
  })
}

function flatten(entry: JsonObject): string[] {
  return [treeLine(entry), ...list(entry.get('children')).flatMap((child) => flatten(objectAt(child)))]
}

const USAGE_KEYS = [
  'seq',
  'source',
  'model',
  'input_tokens',
  'output_tokens',
  'cached_input_tokens',
  'reasoning_tokens'
]

/** The later releases: sessions by id, usage rows as lists of values. */
function toldByRelease(each: Fixture): Told[] {
  const expected = parsedObject(readFixtureFile(each, 'expected.json'))
  return [...objectAt(expected, 'sessions').values()].map((session) => {
    const told = objectAt(session)
    const rows = list(objectAt(told, 'sql').get('usage_rows')).map(list)
    const tree = told.get('message_tree_preorder')
    return {
      file: String(told.get('file')),
      tree: tree === undefined ? undefined : list(tree).map((entry) => treeLine(objectAt(entry))),
      usageRows: rows.map((row) => writeJson(new Map(USAGE_KEYS.map((key, at) => [key, row[at] ?? null])))),
      turnState: objectAt(told, 'checkpoint').get('turn_state'),
      pluginRevision: String(objectAt(told, 'checkpoint').get('plugin_snapshot_revision') ?? null)
    }
  })
}

const CASES = [
  ...fixtures('a1-runtime/').map((each) => ({ name: each.name, each, told: toldByRuntime(each) })),
  ...fixtures('era/a3/', 'era/a7/').map((each) => ({ name: each.name, each, told: toldByRelease(each) }))
]

describe('message tree, ledger rows and checkpoint', () => {
  it.each(CASES)('of $name', async ({ each, told }) => {
    using copy = copyFixture(each)
    for (const { file, tree, usageRows, turnState, pluginRevision } of told) {
      const { json } = await inspectStore(join(copy.folder, file))
      const [said] = [...objectAt(parsedObject(writeJson(json)), 'sessions').values()].map((it) =>
        objectAt(it)
      )
      if (said === undefined) throw new Error(`${file} holds no session`)
      if (tree !== undefined)
        expect(list(said.get('message_tree')).map((it) => treeLine(objectAt(it)))).toEqual(tree)
      expect(list(said.get('usage_deltas')).map(writeJson)).toEqual(usageRows)
      if (turnState === undefined) continue
      expect(writeJson(objectAt(said, 'checkpoint').get('turn_state') ?? null)).toBe(writeJson(turnState))
      expect(String(objectAt(said, 'checkpoint').get('plugin_snapshot_revision'))).toBe(pluginRevision)
    }
  })
})

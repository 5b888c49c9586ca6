import { NodeFlag } from '@shared/domain/columns/columns'
import { encodeNode } from '@shared/domain/model/decode'
import { nodes } from '@shared/domain/model/node.arbitrary'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { tempFolder } from '../../testing/temp-folder'
import { readRow } from '../view/card'
import { fold, searchTexts } from './search-text'
import { append, call, message, opened, type Row, storeOf } from './testing'

beforeEach(() => {
  process.env.LASH_INSPECTOR_DATA = tempFolder()
})

/** How a writer may put down a string: as lash does, or with escapes that JSON allows as well. */
const hands = {
  lash: (json: string) => json,
  ascii: (json: string) => rewritten(json, (unit) => (unit > '~' ? escaped(unit) : unit)),
  slashes: (json: string) => rewritten(json, (unit) => (unit === '/' ? '\\/' : unit)),
  everything: (json: string) => rewritten(json, escaped),
  spaced: (json: string) => json.replaceAll(STRINGS, (text) => ` ${text} `)
}
const STRINGS = /"(?:[^"\\]|\\.)*"/gu
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

function rewritten(json: string, hand: (unit: string) => string): string {
  return json.replaceAll(STRINGS, (text) =>
    text.replaceAll(/\\u[0-9a-f]{4}|\\.|[^"]/g, (unit) => (unit.startsWith('\\') ? unit : hand(unit)))
  )
}

const rows: fc.Arbitrary<Row[]> = fc
  .array(
    fc
      .record({
        node: nodes,
        hand: fc.constantFrom(...Object.values(hands)),
        renamed: fc.boolean(),
        damaged: fc.constantFrom('', '', '', '{"kind":"Früher","x":"é/"}', '{"cut off'),
        tombstoned: fc.boolean()
      })
      .map(({ node, hand, renamed, damaged, tombstoned }) => ({ node, hand, renamed, damaged, tombstoned })),
    { minLength: 1, maxLength: 12 }
  )
  .map((made) =>
    made.map(({ node, hand, renamed, damaged, tombstoned }, at) => ({
      columnId: renamed ? `Column${at}` : `n${at}`,
      json: damaged === '' ? hand(encodeNode({ ...node, node_id: `n${at}` })) : damaged,
      tombstoned
    }))
  )

/** What every row says, read one by one. */
const textsOf = ({ columnId, json, tombstoned }: Row): string[] =>
  searchTexts(readRow({ seq: 0, columnId, json, tombstoned, bytes: 0 }, 'a1'))

const saying = (list: readonly Row[], text: string): number[] =>
  list.flatMap((row, at) => (textsOf(row).some((each) => fold(each).includes(fold(text))) ? [at] : []))

/** A text that some row says, or nearly so. */
const searched = (list: readonly Row[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...list.flatMap(textsOf)), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.boolean())
    .map(([text, at, length, upper]) => {
      const cut = [...text].slice(at % Math.max(1, text.length), (at % Math.max(1, text.length)) + length)
      return upper ? cut.join('').toUpperCase() : cut.join('')
    })
    .filter((text) => text !== '')

describe('a search', () => {
  test('finds every row that says the text, whoever has written its JSON, with an index or without', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows.chain((list) =>
          fc.record({ list: fc.constant(list), texts: fc.array(searched(list), { maxLength: 4 }) })
        ),
        async ({ list, texts }) => {
          await using store = await opened(storeOf(list))
          for (const text of texts) expect(await store.find({ text })).toEqual(saying(list, text))
          await store.keeper.build()
          for (const text of texts) expect(await store.find({ text })).toEqual(saying(list, text))
        }
      ),
      { numRuns: 25 }
    )
  })

  test('finds rows that came after the index was built, and only those where it goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows.chain((list) => fc.record({ list: fc.constant(list), text: searched(list), cut: fc.nat() })),
        async ({ list, text, cut }) => {
          const before = 1 + (cut % list.length)
          const path = storeOf(list.slice(0, before))
          {
            await using store = await opened(path)
            await store.keeper.build()
          }
          append(path, list.slice(before))
          await using store = await opened(path)
          expect(await store.find({ text })).toEqual(saying(list, text))
          expect(await store.find({ text }, before)).toEqual(
            saying(list, text).filter((row) => row >= before)
          )
          expect((await store.keeper.build()).ok).toBe(true)
          expect(store.keeper.state()).toMatchObject({ state: 'ready', done: list.length })
          expect(await store.find({ text })).toEqual(saying(list, text))
        }
      ),
      { numRuns: 15 }
    )
  })
})

describe('filters', () => {
  const list = [
    message(0, 'User', 'deploy it'),
    message(1, 'Assistant', 'I deploy', 'deploy_preview'),
    call(2, 'deploy_preview'),
    call(3, 'list_remotes'),
    { ...message(4, 'User', 'and again: deploy'), tombstoned: true }
  ]

  test('narrow down by role, by the beginning of a tool, and by mark', async () => {
    await using store = await opened(storeOf(list))
    expect(await store.find({ text: 'deploy' })).toEqual([0, 1, 2, 4])
    expect(await store.find({ text: 'deploy', role: 'User' })).toEqual([0, 4])
    expect(await store.find({ text: 'deploy', tool: 'Deploy_p' })).toEqual([1, 2])
    expect(await store.find({ text: 'deploy', tombstoned: false })).toEqual([0, 1, 2])
    expect(await store.find({ text: 'deploy', kinds: ['toolCall'] })).toEqual([2])
  })

  test('quote the hits in sight, also those that were counted without a close look', async () => {
    await using store = await opened(storeOf(list))
    await store.find({ text: 'deploy' })
    expect(store.quotes).toEqual(
      new Map([
        [4, 'and again: deploy'],
        [2, 'deploy_preview · path: "src/main"'],
        [1, 'deploy_preview · Assistant'],
        [0, 'deploy it']
      ])
    )
  })

  test('find without a text too', async () => {
    await using store = await opened(storeOf(list))
    expect(await store.find({ text: '', tool: 'list' })).toEqual([3])
    expect(await store.find({ text: '', kinds: ['toolCall'] })).toEqual([2, 3])
    expect(await store.find({ text: '', role: 'Assistant' })).toEqual([1])
    expect(store.session.index?.flags[4]).toBe(NodeFlag.tombstoned | NodeFlag.turnStart)
  })
})

import { type NodeColumns, NodeFlag, type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import { describe, expect, test } from 'vitest'
import { itemOfRow, type ReaderItem, readerItems } from './items'

const columnsOf = (nodes: readonly (readonly [NodeKind, number?])[]): NodeColumns => ({
  count: nodes.length,
  seq: Float64Array.from(nodes.keys()),
  parent: Int32Array.from(nodes.keys(), (row) => row - 1),
  kind: Uint8Array.from(nodes, ([kind]) => nodeKinds.indexOf(kind)),
  flags: Uint16Array.from(nodes, ([, flags = 0]) => flags),
  bytes: new Uint32Array(nodes.length),
  time: new Float64Array(nodes.length),
  lines: new Uint8Array(nodes.length).fill(1)
})

const turn = NodeFlag.turnStart
const session = columnsOf([
  ['user', turn],
  ['assistant'],
  ['toolCall', NodeFlag.failed],
  ['toolCall'],
  ['toolResult'],
  ['toolResult'],
  ['user', turn],
  ['reasoning'],
  ['assistant']
])
const rows = Uint32Array.from(session.seq.keys())
const all = { tools: true, reasoning: true }
const words = (items: readonly ReaderItem[]) =>
  items.map((item) => (item.kind === 'turn' ? `turn ${item.turn}` : item.row))

describe('a branch as lines of the reader', () => {
  test('turns are labelled and results are told by their calls', () => {
    const items = readerItems(session, rows, all)
    expect(words(items)).toEqual(['turn 1', 0, 1, 2, 3, 'turn 2', 6, 7, 8])
    expect(items[0]).toMatchObject({ calls: 2, failed: 1, cancelled: 0 })
  })

  test('a message that only asks for the calls below it is left out', () => {
    const asking = { ...session, lines: Uint8Array.from([1, 0, 0, 0, 0, 0, 1, 1, 0]) }
    expect(words(readerItems(asking, rows, all))).toEqual(['turn 1', 0, 2, 3, 'turn 2', 6, 7, 8])
  })

  test('where a turn died before its calls were stored, what was asked and answered is shown', () => {
    const died = columnsOf([['user', turn], ['assistant'], ['toolResult']])
    died.lines.fill(0)
    expect(words(readerItems(died, Uint32Array.from([0, 1, 2]), all))).toEqual(['turn 1', 0, 1, 2])
  })

  test('calls in a row stand in one box', () => {
    const boxes = readerItems(session, rows, all).flatMap((item) =>
      item.kind === 'entry' && item.box !== null ? [item.box] : []
    )
    expect(boxes).toEqual([
      { first: true, last: false },
      { first: false, last: true }
    ])
  })

  test('tools and reasoning can be left out', () => {
    const items = readerItems(session, rows, { tools: false, reasoning: false })
    expect(words(items)).toEqual(['turn 1', 0, 1, 'turn 2', 6, 8])
  })

  test('a row that is left out is found at the line before it', () => {
    const items = readerItems(session, rows, all)
    expect(itemOfRow(items, rows, 4)).toBe(itemOfRow(items, rows, 3))
    expect(itemOfRow(items, rows, 99)).toBe(-1)
  })
})

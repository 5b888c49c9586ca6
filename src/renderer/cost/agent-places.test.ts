import { NO_PARENT, type NodeColumns, nodeKinds } from '@shared/domain/columns/columns'
import { readMetrics } from '@shared/domain/layout/geometry'
import { layoutGraph } from '@shared/domain/layout/layout'
import { cardRect, type Rect, visibleStretches } from '@shared/domain/layout/query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeAgents } from './agent-places'

/** A path of calls; `branches` = rows of it at which a side branch of one call leaves. */
function callsWith(length: number, branches: readonly number[]): NodeColumns {
  const count = length + branches.length
  const parent = new Int32Array(count)
  for (let row = 0; row < length; row++) parent[row] = row === 0 ? NO_PARENT : row - 1
  branches.forEach((at, i) => {
    parent[length + i] = at
  })
  return {
    count,
    parent,
    seq: Float64Array.from({ length: count }, (_, row) => row + 1),
    kind: new Uint8Array(count).fill(nodeKinds.indexOf('toolCall')),
    flags: Uint16Array.from({ length: count }, (_, row) => (row < length ? 1 : 0)),
    bytes: new Uint32Array(count),
    time: new Float64Array(count),
    lines: new Uint8Array(count).fill(2)
  }
}

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

test('agents stand to the right of their calls, over no card and over no other agent', () => {
  const shape = fc.integer({ min: 2, max: 20 }).chain((length) =>
    fc.record({
      length: fc.constant(length),
      branches: fc.array(fc.integer({ min: 0, max: length - 2 }), { maxLength: 6 }),
      calls: fc.uniqueArray(fc.integer({ min: 0, max: length - 1 }), { maxLength: 6 })
    })
  )
  fc.assert(
    fc.property(shape, ({ length, branches, calls }) => {
      const columns = callsWith(length, branches)
      const { read } = layoutGraph(columns, { leaf: length - 1, showCopies: true })
      const positions = calls.map((row) => read.positionOf[row] ?? -1).sort((a, b) => a - b)
      const places = placeAgents(columns, read, readMetrics, positions)
      for (const [at, { call, card }] of places.entries()) {
        expect(card.x).toBeGreaterThanOrEqual(call.x + call.width)
        expect(card.y).toBeGreaterThanOrEqual(call.y)
        for (const other of places.slice(0, at)) expect(overlap(card, other.card)).toBe(false)
        for (const stretch of visibleStretches(read, card.y, card.y + card.height, 0, 100)) {
          for (let position = stretch.from; position < stretch.to; position++) {
            expect(overlap(card, cardRect(columns, read, readMetrics, position))).toBe(false)
          }
        }
      }
    })
  )
})

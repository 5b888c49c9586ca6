import type { ListedStore } from '@shared/ipc/store'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countFamilies, filterFamilies, toFamilies } from './families'

const listed = (id: string, parent: string | null, modifiedAt = 0): ListedStore => ({
  path: `/${id}.db`,
  name: `${id}.db`,
  title: `Session ${id}`,
  bytes: 1,
  modifiedAt,
  nodes: 1,
  sessionId: id,
  parentSessionId: parent,
  relation: parent === null ? 'root' : 'child',
  era: 'a1',
  problem: null,
  findings: 0
})

const shape = (placed: ReturnType<typeof toFamilies>) =>
  placed.map(({ store, depth }) => `${'>'.repeat(depth)}${store.sessionId}`)

describe('sessions as families', () => {
  test('a child stands below its parent and the family touched last comes first', () => {
    const placed = toFamilies([
      listed('old', null, 1),
      listed('grandchild', 'child', 9),
      listed('child', 'new', 3),
      listed('elder', 'new', 2),
      listed('new', null, 4)
    ])
    expect(shape(placed)).toEqual(['new', '>child', '>>grandchild', '>elder', 'old'])
    expect(countFamilies(placed)).toBe(2)
  })

  test('a store whose parent is elsewhere stands at the top', () => {
    expect(shape(toFamilies([listed('a', 'gone')]))).toEqual(['a'])
  })

  test('every store is placed exactly once, also when parents form loops', () => {
    const ids = fc.integer({ min: 0, max: 12 }).map(String)
    const stores = fc.uniqueArray(fc.tuple(ids, fc.option(ids)), { selector: ([id]) => id })
    fc.assert(
      fc.property(stores, (pairs) => {
        const given = pairs.map(([id, parent]) => listed(id, parent))
        const placed = toFamilies(given).map(({ store }) => store)
        expect(new Set(placed)).toEqual(new Set(given))
        expect(placed).toHaveLength(given.length)
      })
    )
  })

  test('a filter keeps the ancestors of what it finds', () => {
    const placed = toFamilies([
      listed('root', null),
      listed('middle', 'root'),
      listed('needle', 'middle'),
      listed('x', 'root')
    ])
    expect(shape(filterFamilies(placed, 'NEEDLE'))).toEqual(['root', '>middle', '>>needle'])
    expect(filterFamilies(placed, ' ')).toEqual(placed)
  })
})

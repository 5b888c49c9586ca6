import { NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { expect, test } from 'vitest'
import { copiedRows } from './copied-rows'

const { onPath, copy } = NodeFlag

/** A path of three rows, and below the first of them copies of the other two, then something of its own. */
const parent = Int32Array.of(-1, 0, 1, 0, 3, 4)
const flags = Uint16Array.of(onPath, onPath, onPath, copy, copy, 0)
const index = { parent, flags, count: 6 } as GraphIndex
const sameThing = (row: number): number[] => [[0], [1, 3], [2, 4], [1, 3], [2, 4], [5]][row] ?? []

test('copies are told by the first and the last row of the path that they repeat', () => {
  expect(copiedRows({ index, sameThing }, [3, 4])).toEqual({
    ok: true,
    value: [
      [1, 2],
      [2, 2]
    ]
  })
})

test('what repeats nothing on the path, or is not read yet, is told as unknown', () => {
  expect(copiedRows({ index, sameThing }, [5])).toEqual({ ok: true, value: [null] })
  expect(copiedRows({ index: undefined, sameThing }, [3])).toEqual({ ok: true, value: [null] })
})

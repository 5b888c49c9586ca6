import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  currentSelection,
  resetSelection,
  select,
  selectBack,
  selectForward,
  selectionState,
  selectNode
} from './selection'

beforeEach(resetSelection)

describe('the selection and its history', () => {
  test('back and forward go through what was selected', () => {
    selectNode(1)
    select({ kind: 'head' })
    selectNode(2)
    selectBack()
    expect(currentSelection()).toEqual({ kind: 'head' })
    selectBack()
    expect(currentSelection()).toEqual({ kind: 'node', row: 1 })
    selectForward()
    expect(currentSelection()).toEqual({ kind: 'head' })
  })

  test('selecting anew after going back forgets what lay ahead', () => {
    selectNode(1)
    selectNode(2)
    selectBack()
    selectNode(3)
    selectForward()
    expect(currentSelection()).toEqual({ kind: 'node', row: 3 })
  })

  test('selecting the same thing again is no step', () => {
    selectNode(1)
    const before = selectionState.getState()
    selectNode(1)
    expect(selectionState.getState()).toBe(before)
  })

  test('any walk can be walked back to its first step and forward to its last', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }), (rows) => {
        resetSelection()
        for (const row of rows) selectNode(row)
        for (const _ of rows) selectBack()
        expect(currentSelection()).toEqual({ kind: 'node', row: rows[0] })
        for (const _ of rows) selectForward()
        expect(currentSelection()).toEqual({ kind: 'node', row: rows.at(-1) })
      })
    )
  })
})

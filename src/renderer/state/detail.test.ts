import { ok } from '@shared/result'
import { beforeEach, expect, test } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { restoreSelection } from './detail'
import { openStoreState } from './open-store'
import { currentSelection, resetSelection, selectNode } from './selection'
import { aShownStore } from './testing'

const engine = new FakeEngine()

const found = async (row: number): Promise<void> => {
  const restored = restoreSelection('n')
  meanwhile()
  engine.waiting('node/find')[0]?.answer(ok(row))
  await restored
}
let meanwhile = (): void => undefined

beforeEach(() => {
  engine.forget()
  resetSelection()
  meanwhile = () => undefined
  openStoreState.setState(aShownStore(1, '/a.db'), true)
})

test('what was selected when the store was shown last is selected again', async () => {
  await found(7)
  expect(currentSelection()).toEqual({ kind: 'node', row: 7 })
})

test('a node that the user has chosen meanwhile stays selected', async () => {
  meanwhile = () => selectNode(3)
  await found(7)
  expect(currentSelection()).toEqual({ kind: 'node', row: 3 })
})

test('nothing is selected in a store that was opened meanwhile', async () => {
  meanwhile = resetSelection
  await found(7)
  expect(currentSelection()).toEqual({ kind: 'none' })
})

import { beforeEach, expect, test, vi } from 'vitest'
import { aShownStore } from './testing'

const engine = vi.hoisted(() => ({ answers: [] as ((answer: unknown) => void)[] }))

vi.mock('../bridge/engine', () => ({
  requestEngine: () => new Promise((answer) => engine.answers.push(answer)),
  onEnginePush: () => undefined,
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))

const { restoreSelection } = await import('./detail')
const { openStoreState } = await import('./open-store')
const { currentSelection, resetSelection, selectNode } = await import('./selection')

const found = async (row: number): Promise<void> => {
  const restored = restoreSelection('n')
  meanwhile()
  engine.answers.splice(0).forEach((answer) => {
    answer({ ok: true, value: row })
  })
  await restored
}
let meanwhile = (): void => undefined

beforeEach(() => {
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

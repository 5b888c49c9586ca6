import type { EnginePushes } from '@shared/ipc/store'
import { expect, test, vi } from 'vitest'
import { aChain, anOverview, chunksOf } from './testing'

const engine = vi.hoisted(() => ({ listeners: new Map<string, (payload: unknown) => void>() }))
vi.mock('../bridge/engine', () => ({
  requestEngine: (name: string) =>
    Promise.resolve({ ok: true, value: name === 'store/open' ? anOverview(1, '/a.db') : null }),
  onEnginePush: (name: string, listener: (payload: unknown) => void) => engine.listeners.set(name, listener),
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))

const { connectOpenStore, openStore } = await import('./open-store')
const { connectPrune, pruneState } = await import('./prune')
const { selectionState } = await import('./selection')
connectOpenStore()
connectPrune()

function push<Name extends keyof EnginePushes>(name: Name, payload: EnginePushes[Name]): void {
  engine.listeners.get(name)?.(payload)
}

function sendGraph(generation: number, flags: number): void {
  const columns = { ...aChain(2), flags: Uint16Array.of(0, flags) }
  for (const chunk of chunksOf(1, generation, columns)) push('index/chunk', chunk)
  const summary = { nodes: 2, classes: null, leafRow: 0 } as EnginePushes['index/ready']['summary']
  push('verify/ready', { store: 1, generation, summary })
}

test('a branch that was looked at stays so when the same graph comes again, and not when it is another', async () => {
  await openStore('/a.db')
  sendGraph(1, 0)
  selectionState.setState({ selection: { kind: 'branch', top: 1 } })
  expect([...pruneState.getState().looked]).toEqual([1])
  sendGraph(2, 0)
  expect([...pruneState.getState().looked]).toEqual([1])
  sendGraph(3, 8)
  expect([...pruneState.getState().looked]).toEqual([])
})

import { NodeFlag } from '@shared/domain/columns/columns'
import { ok } from '@shared/result'
import { expect, test } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { selectBranch } from '../prune/look'
import { connectOpenStore, openStore } from './open-store'
import { connectPrune, pruneState } from './prune'
import { selectionState } from './selection'
import { aChain, anOverview, aSummary, chunksOf } from './testing'

const engine = new FakeEngine({ 'store/open': ({ path }) => ok(anOverview(1, path)) })
connectOpenStore()
connectPrune()

function sendGraph(generation: number, flags: number): void {
  const columns = { ...aChain(2), flags: Uint16Array.of(0, flags) }
  for (const chunk of chunksOf(1, generation, columns)) engine.push('index/chunk', chunk)
  engine.push('verify/ready', { store: 1, generation, summary: { ...aSummary(2), leafRow: 0 } })
}

test('a branch that was looked at stays so when the same graph comes again, and not when it is another', async () => {
  await openStore('/a.db')
  sendGraph(1, 0)
  selectionState.setState({ selection: { kind: 'branch', top: 1 } })
  expect([...pruneState.getState().looked]).toEqual([1])
  sendGraph(2, 0)
  expect([...pruneState.getState().looked]).toEqual([1])
  // what the verification adds is no other graph
  sendGraph(3, NodeFlag.unique | NodeFlag.finding)
  expect([...pruneState.getState().looked]).toEqual([1])
  sendGraph(4, NodeFlag.tombstoned)
  expect([...pruneState.getState().looked]).toEqual([])
  selectBranch({ topRow: 1, reason: 'retried-question' })
  expect([...pruneState.getState().looked]).toEqual([1])
})

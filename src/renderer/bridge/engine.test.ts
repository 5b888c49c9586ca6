import { ok } from '@shared/result'
import { expect, test } from 'vitest'
import { onEngineRestart, requestEngine } from './engine'
import { FakeEngine } from './testing'

test('what is asked before the engine is there is asked once it has come', async () => {
  const answer = requestEngine('store/close', { store: 1 })
  const engine = new FakeEngine({ 'store/close': () => ok(null) })
  expect(await answer).toEqual(ok(null))
  expect(engine.asked('store/close')).toEqual([{ store: 1 }])
})

test('what was asked of an engine that died is answered as an error, and the next one is asked afresh', async () => {
  const engine = new FakeEngine()
  const lost = requestEngine('node/find', { store: 1, id: 'a' })
  const told: string[] = []
  onEngineRestart(() => told.push('restarted'))
  engine.restart()
  expect(await lost).toMatchObject({ ok: false, error: { code: 'engine-restarted' } })
  expect(told).toEqual(['restarted'])
  const found = requestEngine('node/find', { store: 1, id: 'b' })
  engine.waiting('node/find')[0]?.answer(ok(7))
  expect(await found).toEqual(ok(7))
})

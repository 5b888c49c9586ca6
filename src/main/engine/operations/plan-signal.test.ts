import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generateStore } from '../../generator/generate'
import { openStore } from '../../store/open-store'
import { tempFolder } from '../../testing/temp-folder'
import { makePlanJob } from './plan-job'
import { newPlanSignal, planProgress, stopPlan } from './plan-signal'

it('a plan tells how far it has come, and is not made once it is stopped', async () => {
  const path = join(tempFolder(), 'store.db')
  generateStore({ shape: 'bushy', size: 500, seed: 5, out: path })
  const opened = await openStore(path)
  if (!opened.ok) throw new Error(opened.error.message)
  const { files } = opened.value.facts
  await opened.value.close()
  const request = { kind: 'heal', leaf: null } as const
  const signal = newPlanSignal()
  const place = { job: 'plan', path, as: 'immutable', store: path } as const
  const job = { ...place, files, request, seqs: [], columns: undefined, signal }
  expect(makePlanJob(job).ok).toBe(true)
  expect(planProgress(signal)).toEqual({ phase: 'reading', done: 0, total: 500 })
  stopPlan(signal)
  expect(makePlanJob(job)).toMatchObject({ ok: false, error: { code: 'plan-stopped' } })
})

import type { PlanView } from '@shared/ipc/operations'
import { describe, expect, test } from 'vitest'
import { applyWords } from './plan-words'

const plan: PlanView = {
  plan: 1,
  kind: 'prune',
  sentence: '',
  steps: [{ op: 'tombstone', title: '', note: '', bytes: 0, count: 412 }],
  effects: [],
  frees: { rows: 0, blobs: 0, file: 0 },
  warnings: [],
  undo: '',
  rows: new Uint32Array()
}
const step = (op: string, count: number) => ({ op, title: '', note: '', bytes: 0, count })

describe('the button that applies a plan', () => {
  test('repeats the count of what it does', () => {
    expect(applyWords(plan)).toEqual({ text: 'Tombstone 412 nodes', destroys: true })
    expect(applyWords({ ...plan, kind: 'gc', steps: [step('collect-blobs', 1)] }).text).toBe('Collect 1 blob')
    expect(applyWords({ ...plan, kind: 'restore', steps: [step('restore', 2)] })).toEqual({
      text: 'Restore 2 nodes',
      destroys: false
    })
  })

  test('says delete when the same plan vacuums', () => {
    expect(applyWords({ ...plan, steps: [...plan.steps, step('vacuum', 412)] }).text).toBe('Delete 412 nodes')
  })

  test('is not red where nothing is taken away', () => {
    for (const kind of ['heal', 'branch', 'append', 'curate', 'undo', 'compact'] as const)
      expect(applyWords({ ...plan, kind }).destroys).toBe(false)
  })
})

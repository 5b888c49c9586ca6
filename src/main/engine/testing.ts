import type { EnginePushes } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import { type StoreError, storeError } from '../store/store-error'
import { applyPlan } from '../writer/apply'
import type { StartWriter } from '../writer/run-writer'
import type { WindowHandlers } from './door'
import type { GiveOf, Job } from './jobs'
import { runJob } from './jobs'
import { connectWindow } from './window-handlers'
import type { Jobs } from './worker-pool'

/** Runs jobs where they are asked for, so that tests need no threads. */
export const inPlace: Jobs = {
  run: async <Ask extends Job>(job: Ask, signal?: AbortSignal) =>
    signal?.aborted === true
      ? err(storeError('cancelled', job.path))
      : ((await runJob(job)).result as Result<GiveOf<Ask>, StoreError>)
}

/** Applies plans in this process, so that tests need no built writer. */
const writeHere: StartWriter = (job, onProgress) => ({
  answer: applyPlan(job, { progress: onProgress, stopped: async () => false }),
  stop: () => {}
})

type Name = keyof EnginePushes

/** A window of tests: what was pushed to it, and the next push of a name. */
export interface TestWindow extends WindowHandlers {
  readonly pushes: readonly { readonly name: Name; readonly payload: unknown }[]
  next<N extends Name>(name: N): Promise<EnginePushes[N]>
}

/** @param asksForGraph asks for the graph of each store that is opened, as a window does that has drawn the leaf end */
export function openTestWindow(jobs: Jobs = inPlace, { asksForGraph = true } = {}): TestWindow {
  const pushes: { name: Name; payload: unknown }[] = []
  const waiting: { name: Name; resolve: (payload: never) => void; reject: (cause: unknown) => void }[] = []
  const window = connectWindow(
    (name, payload) => {
      pushes.push({ name, payload })
      if ('data' in payload)
        queueMicrotask(() => void window.handlers['index/taken']({ store: payload.store }))
      for (const waiter of waiting) {
        if (waiter.name === name) waiter.resolve(payload as never)
        if (name === 'store/failed') waiter.reject(payload)
      }
    },
    jobs,
    writeHere
  )
  return {
    ...window,
    handlers: {
      ...window.handlers,
      'store/open': async (asked) => {
        const opened = await window.handlers['store/open'](asked)
        if (opened.ok && asksForGraph)
          setImmediate(() => void window.handlers['graph/read']({ store: opened.value.store }))
        return opened
      }
    },
    pushes,
    next: (name) => new Promise((resolve, reject) => waiting.push({ name, resolve, reject }))
  }
}

/**
 * Opens a store in a window of its own, waits until its rows are verified, and asks.
 * @returns undefined where the store does not open, or the answer is an error
 */
export async function askVerified<T>(
  path: string,
  ask: (window: TestWindow, store: number) => Result<T, AppError> | Promise<Result<T, AppError>>
): Promise<T | undefined> {
  const window = openTestWindow()
  try {
    const ready = window.next('verify/ready')
    const opened = await window.handlers['store/open']({ path, opening: 1 })
    if (!opened.ok) return undefined
    await ready
    const answer = await ask(window, opened.value.store)
    await window.handlers['store/close']({ store: opened.value.store })
    return answer.ok ? answer.value : undefined
  } finally {
    window.close()
  }
}

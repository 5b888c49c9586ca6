import { fork } from 'node:child_process'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import type { Applied, ApplyJob } from './apply'

export type FromWriter =
  | { readonly kind: 'progress'; readonly phase: string; readonly done: number; readonly total: number }
  | { readonly kind: 'answer'; readonly answer: Result<Applied, AppError> }

export interface RunningWriter {
  readonly answer: Promise<Result<Applied, AppError>>
  /** Asks it to stop; safe until the commit, after which the answer is the receipt. */
  readonly stop: () => void
}

/** Starts a writer for one job; tests put their own in. */
export type StartWriter = (
  job: ApplyJob,
  onProgress: (phase: string, done: number, total: number) => void
) => RunningWriter

/**
 * Starts the writing process for one job. `entry` is the built script of `writer.process.ts`; it runs in Electron as
 * plain Node, so that window and command line use one way.
 */
export function runWriter(
  entry: string,
  job: ApplyJob,
  onProgress: (phase: string, done: number, total: number) => void = () => {}
): RunningWriter {
  const child = fork(entry, [], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  const answer = new Promise<Result<Applied, AppError>>((resolve) => {
    child.on('message', (message: FromWriter) => {
      if (message.kind === 'answer') resolve(message.answer)
      else onProgress(message.phase, message.done, message.total)
    })
    child.once('error', (cause) => resolve(err(diedError(job, cause.message))))
    child.once('exit', (code, signal) => resolve(err(diedError(job, `exit ${code ?? signal}`))))
  })
  child.send(job)
  return {
    answer,
    stop: () => {
      if (child.connected) child.send('stop')
    }
  }
}

const diedError = (job: ApplyJob, detail: string): AppError => ({
  code: 'writer-died',
  path: job.plan.store,
  message: 'The writing process ended before it could answer.',
  advice: 'The store is either as before or as planned, never between; the history shows which.',
  detail
})

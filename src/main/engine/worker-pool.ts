import type { Worker } from 'node:worker_threads'
import { err, type Result } from '@shared/result'
import { type StoreError, storeError } from '../store/store-error'
import type { GiveOf, Job, JobAnswer, JobDone } from './jobs'

/** Something that runs jobs; the tests run them in place. */
export interface Jobs {
  /**
   * Rejects with what the job threw.
   * @param signal calls the job off: one that has not begun by then never does. Error: cancelled.
   */
  run<Ask extends Job>(job: Ask, signal?: AbortSignal): Promise<Result<GiveOf<Ask>, StoreError>>
}

interface Waiting {
  readonly job: Job
  readonly signal: AbortSignal | undefined
  readonly resolve: (result: JobDone['result']) => void
  readonly reject: (cause: unknown) => void
}

interface Member {
  readonly worker: Worker
  idle: NodeJS.Timeout | undefined
  busy: Waiting | undefined
}

/** A thread without work for so long is let go, and the memory of its passes with it. */
const IDLE_MS = 3000

/** Said to a thread that is not needed any more. */
export const END = null

/**
 * Worker threads that take jobs in the order they come. A thread starts when there is work for it, or ahead of it
 * (`makeReady`); one that has worked is let go for the memory of its passes, and another one made ready in its place.
 */
export class WorkerPool implements Jobs {
  readonly #make: () => Worker
  readonly #size: number
  readonly #members = new Set<Member>()
  readonly #queue: Waiting[] = []

  constructor(make: () => Worker, size: number) {
    this.#make = make
    this.#size = size
  }

  run<Ask extends Job>(job: Ask, signal?: AbortSignal): Promise<Result<GiveOf<Ask>, StoreError>> {
    return new Promise((resolve, reject) => {
      // a thread answers with what its job gives; the two ends of the message are one file apart
      this.#queue.push({ job, signal, resolve: resolve as Waiting['resolve'], reject })
      this.#next()
    })
  }

  /** Starts the threads that are missing, so that work to come finds them. */
  makeReady(): void {
    try {
      while (this.#hire() !== undefined);
    } catch {
      // no room for a thread now: whoever has work for one is told so then
    }
  }

  #next(): void {
    const waiting = this.#firstWanted()
    if (waiting === undefined) return
    const member = [...this.#members].find(({ busy }) => busy === undefined) ?? this.#hire()
    if (member === undefined) return
    this.#queue.shift()
    clearTimeout(member.idle)
    member.busy = waiting
    member.worker.postMessage(waiting.job)
  }

  /** The job that has waited longest; those before it that were called off are answered. */
  #firstWanted(): Waiting | undefined {
    while (this.#queue[0]?.signal?.aborted === true) {
      const calledOff = this.#queue.shift()
      calledOff?.resolve(err(storeError('cancelled', calledOff.job.path)))
    }
    return this.#queue[0]
  }

  #hire(): Member | undefined {
    if (this.#members.size >= this.#size) return undefined
    const member: Member = { worker: this.#make(), idle: undefined, busy: undefined }
    member.worker.on('message', (answer: JobAnswer) => this.#settle(member, answer))
    member.worker.on('error', (cause) => this.#lose(member, cause))
    member.worker.unref()
    this.#members.add(member)
    return member
  }

  #settle(member: Member, answer: JobAnswer): void {
    const { busy } = member
    member.busy = undefined
    if ('bug' in answer) busy?.reject(answer.bug)
    else busy?.resolve(answer.result)
    member.idle = setTimeout(() => this.#dismiss(member), IDLE_MS)
    this.#next()
  }

  #dismiss(member: Member): void {
    if (member.busy !== undefined) return
    this.#members.delete(member)
    member.worker.postMessage(END)
    this.makeReady()
  }

  /** A thread that died takes its job with it, if it had not been let go; the next job gets a new one. */
  #lose(member: Member, cause: unknown): void {
    this.#members.delete(member)
    member.busy?.reject(cause)
    this.#next()
  }
}

import { Worker } from 'node:worker_threads'
import { err, ok } from '@shared/result'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { storeError } from '../store/store-error'
import type { Job } from './jobs'
import { WorkerPool } from './worker-pool'

/** A thread that answers each job with the path it names, and dies of the path "fatal". */
const echo = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', (job) => {
    if (job === null) parentPort.close()
    else if (job.path === 'fatal') throw new Error('dead')
    else parentPort.postMessage({ result: { ok: true, value: job.path } })
  })`

const job = (path: string): Job => ({
  job: 'outline',
  path,
  as: 'immutable',
  era: 'a1',
  after: 0,
  through: 1
})

let threads: Worker[] = []
function poolOf(size: number): WorkerPool {
  return new WorkerPool(() => {
    const thread = new Worker(echo, { eval: true })
    threads.push(thread)
    return thread
  }, size)
}

beforeEach(() => {
  threads = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(threads.map((thread) => thread.terminate()))
})

describe('a pool of threads', () => {
  test('starts threads as there is work for them, and never more than its size', async () => {
    const pool = poolOf(2)
    expect(threads).toHaveLength(0)
    const jobs = ['a', 'b', 'c', 'd', 'e'].map((path) => pool.run(job(path)))
    expect(threads).toHaveLength(2)
    expect(await Promise.all(jobs)).toEqual(['a', 'b', 'c', 'd', 'e'].map((path) => ok(path)))
    expect(threads).toHaveLength(2)
  })

  test('has threads ready ahead of work when asked to, which then take it', async () => {
    const pool = poolOf(2)
    pool.makeReady()
    pool.makeReady()
    expect(threads).toHaveLength(2)
    expect(await pool.run(job('a'))).toEqual(ok('a'))
    expect(threads).toHaveLength(2)
  })

  test('lets a thread go that has rested, and has another one ready', async () => {
    const pool = poolOf(1)
    await pool.run(job('a'))
    const [worked] = threads
    const ended = new Promise((resolve) => worked?.once('exit', resolve))
    vi.runAllTimers()
    await ended
    expect(threads).toHaveLength(2)
    expect(await pool.run(job('b'))).toEqual(ok('b'))
    expect(threads).toHaveLength(2)
  })

  test('never begins a job that was called off while it waited, and goes on with the next one', async () => {
    const pool = poolOf(1)
    const calling = new AbortController()
    const begun = pool.run(job('a'), calling.signal)
    const off = pool.run(job('fatal'), calling.signal)
    const next = pool.run(job('b'))
    calling.abort()
    expect(await off).toEqual(err(storeError('cancelled', 'fatal')))
    expect(await begun).toEqual(ok('a'))
    expect(await next).toEqual(ok('b'))
  })

  test('rejects the job of which a thread dies, and goes on with another one', async () => {
    const pool = poolOf(1)
    const [fatal, next] = [pool.run(job('fatal')), pool.run(job('a'))]
    await expect(fatal).rejects.toThrow('dead')
    expect(await next).toEqual(ok('a'))
  })
})

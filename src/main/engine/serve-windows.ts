import { Worker } from 'node:worker_threads'
import type { MessagePortMain } from 'electron'
import { removeLeftCopies } from '../store/private-copy'
import { runWriter } from '../writer/run-writer'
import { serveWindow } from './door'
import type { EnginePort } from './engine-port'
import { connectWindow } from './window-handlers'
import { WorkerPool } from './worker-pool'

/** Two readers keep SQLite and the disk busy; more were no faster on two cores. */
const THREADS = 2

/** Threads are made ready so long after a window has come, ms: what that window begins with goes first. */
const READY_AFTER_MS = 1500

/** Answers every window that the parent process connects. @param threadFile what a worker thread runs */
export function serveWindows(threadFile: string): void {
  const pool = new WorkerPool(() => new Worker(threadFile), THREADS)
  // whoever starts the engine knows where the build has put the writing process
  const [, , writer = ''] = process.argv
  void removeLeftCopies()
  process.parentPort.on('message', ({ data, ports }) => {
    const [port] = ports
    if (data?.type !== 'window' || port === undefined) return
    serveWindow(portOf(port), (push) =>
      connectWindow(push, pool, (job, onProgress) => runWriter(writer, job, onProgress))
    )
    port.start()
    setTimeout(() => pool.makeReady(), READY_AFTER_MS).unref()
  })
}

function portOf(port: MessagePortMain): EnginePort {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener)
  }
}

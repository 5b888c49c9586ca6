import type { MessagePort } from 'node:worker_threads'
import { type Job, type JobAnswer, runJob } from './jobs'
import { releaseMemory } from './release-memory'
import { END } from './worker-pool'

/**
 * The other side of a worker thread: runs one job after the other. A thread that is to end empties its heap first: what
 * is left in it then, V8 would hold for the next thread, for up to 16 s.
 */
export function serveJobs(port: MessagePort): void {
  const send = (answer: JobAnswer, transfer: ArrayBuffer[]) => port.postMessage(answer, transfer)
  port.on('message', (job: Job | typeof END) => {
    if (job === END) {
      releaseMemory(true)
      port.close()
    } else {
      runJob(job).then(
        ({ result, transfer }) => send({ result }, transfer),
        (bug: unknown) => send({ bug }, [])
      )
    }
  })
}

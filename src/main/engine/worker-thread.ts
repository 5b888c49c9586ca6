import type { MessagePort } from 'node:worker_threads'
import { type Job, type JobAnswer, runJob, transferOf } from './jobs'

/** The other side of a worker thread: runs one job after the other. */
export function serveJobs(port: MessagePort): void {
  port.on('message', (job: Job) => {
    const answer = answerOf(job)
    port.postMessage(answer, 'result' in answer ? transferOf(answer.result) : [])
  })
}

function answerOf(job: Job): JobAnswer {
  try {
    return { result: runJob(job) }
  } catch (bug) {
    return { bug }
  }
}

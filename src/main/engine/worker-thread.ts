import type { MessagePort } from 'node:worker_threads'
import { type Job, type JobAnswer, runJob } from './jobs'

/** The other side of a worker thread: runs one job after the other. */
export function serveJobs(port: MessagePort): void {
  const send = (answer: JobAnswer, transfer: ArrayBuffer[]) => port.postMessage(answer, transfer)
  port.on('message', (job: Job) => {
    try {
      const { result, transfer } = runJob(job)
      send({ result }, transfer)
    } catch (bug) {
      send({ bug }, [])
    }
  })
}

import { parentPort } from 'node:worker_threads'
import { serveJobs } from './worker-thread'

// The process and its worker threads run this same file, so that the bundler makes one of them and it finds itself. A
// thread loads what its first jobs need and nothing else: that is what a store that is being opened waits for.
if (parentPort !== null) serveJobs(parentPort)
else {
  const { serveWindows } = await import('./serve-windows')
  serveWindows(import.meta.filename)
}

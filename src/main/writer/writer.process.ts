import { planSchema } from '@shared/operations/plan'
import { z } from 'zod'
import { bugError } from '../ipc/door'
import { type ApplyJob, applyPlan, type Watch } from './apply'
import type { FromWriter } from './run-writer'

/**
 * The writing process: one job, then it ends. A process of its own because a refusal beside a left-over WAL must end
 * without closing the connection (reading-and-writing.md, "Refusing without a trace"), and because no reader may share
 * a process with the connection that holds the writer guard.
 */
const jobSchema = z.object({
  plan: planSchema,
  dataFolder: z.string(),
  unproven: z.boolean(),
  loop: z.boolean(),
  undoes: z.string().nullable(),
  left: z.array(z.string())
})

let stop = false

const tell = (message: FromWriter): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve())
  })

const watch: Watch = {
  progress: (phase, done, total) => void tell({ kind: 'progress', phase, done, total }),
  stopped: async () => {
    // gives the message channel a turn, so that a wish to stop can arrive
    await new Promise((resolve) => setImmediate(resolve))
    return stop
  }
}

async function runJob(message: unknown): Promise<void> {
  const job: ApplyJob = jobSchema.parse(message)
  await tell({ kind: 'answer', answer: await applyPlan(job, watch) })
}

process.on('message', (message) => {
  if (message === 'stop') {
    stop = true
    return
  }
  runJob(message)
    .catch((cause: unknown) =>
      tell({ kind: 'answer', answer: { ok: false, error: bugError('apply', cause) } })
    )
    // never a natural end: that would close, and so checkpoint, a connection that has to stay unclosed
    .finally(() => process.exit(0))
})

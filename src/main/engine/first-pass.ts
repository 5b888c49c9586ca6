import { type IndexPart, joinParts } from '@shared/domain/columns/index-part'
import { err, ok, type Result } from '@shared/result'
import type { StoreError } from '../store/store-error'
import type { HashKey, RowRange } from './scan-job'
import type { Jobs } from './worker-pool'

/** Parts of one pass: enough for an even load and a smooth count, few enough not to matter. */
const PARTS = 24
const SMALLEST_PART = 2000

/** Cuts a run of rows into parts, the newest first: the leaf end is what people look at. */
export function cutRange({ path, as, after, through }: RowRange): RowRange[] {
  const size = Math.max(SMALLEST_PART, Math.ceil((through - after) / PARTS))
  const parts: RowRange[] = []
  for (let end = through; end > after; end -= size) {
    parts.push({ path, as, after: Math.max(after, end - size), through: end })
  }
  return parts
}

export interface PassOptions {
  readonly key: HashKey
  /** Called with the rows read so far. */
  readonly onProgress: (done: number) => void
  /** Asked before each part; true leaves the rest unread. */
  readonly stopped: () => boolean
}

/** The first pass over all rows of a range, in parallel parts. Stopped, it gives what was read until then. */
export async function firstPass(
  jobs: Jobs,
  range: RowRange,
  { key, onProgress, stopped }: PassOptions
): Promise<Result<IndexPart, StoreError>> {
  let done = 0
  const waiting = cutRange(range)
  const parts: IndexPart[] = []
  let failure: StoreError | undefined
  const work = async () => {
    for (
      let next = waiting.shift();
      next !== undefined && !stopped() && failure === undefined;
      next = waiting.shift()
    ) {
      const result = await jobs.run({ job: 'scan', ...next, key })
      if (!result.ok) {
        failure = result.error
        return
      }
      parts.push(result.value)
      done += result.value.count
      onProgress(done)
    }
  }
  await Promise.all([work(), work()])
  if (failure !== undefined) return err(failure)
  return ok(
    joinParts(parts.filter(({ count }) => count > 0).sort((a, b) => (a.seq[0] ?? 0) - (b.seq[0] ?? 0)))
  )
}

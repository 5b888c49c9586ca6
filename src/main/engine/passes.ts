import { type IndexPart, joinParts } from '@shared/domain/columns/index-part'
import { joinLikenesses, type LikenessPart } from '@shared/domain/columns/likeness-part'
import type { HashKey } from '@shared/domain/columns/row-memory'
import { err, ok, type Result } from '@shared/result'
import type { RowRange } from '../store/scan-rows'
import type { StoreError } from '../store/store-error'
import type { Jobs } from './worker-pool'

/** Parts of one pass: enough for an even load and a smooth count, few enough not to matter. */
const PARTS = 24
const SMALLEST_PART = 2000

/** Cuts a run of rows into parts, the newest first: the leaf end is what people look at. */
function cutRange({ after, through, ...store }: RowRange): RowRange[] {
  const size = Math.max(SMALLEST_PART, Math.ceil((through - after) / PARTS))
  const parts: RowRange[] = []
  for (let end = through; end > after; end -= size) {
    parts.push({ ...store, after: Math.max(after, end - size), through: end })
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
  options: PassOptions
): Promise<Result<IndexPart, StoreError>> {
  const { key } = options
  const parts = await inParts(cutRange(range), options, (part) => jobs.run({ job: 'scan', ...part, key }))
  return parts.ok ? ok(joinParts(parts.value.sort((a, b) => (a.seq[0] ?? 0) - (b.seq[0] ?? 0)))) : parts
}

/** The verification pass over the same rows; to be asked for whole, since half of it classifies nothing. */
export async function verificationPass(
  jobs: Jobs,
  range: RowRange,
  options: PassOptions
): Promise<Result<LikenessPart, StoreError>> {
  const { key } = options
  const parts = await inParts(cutRange(range), options, (part) => jobs.run({ job: 'verify', ...part, key }))
  return parts.ok ? ok(joinLikenesses(parts.value.sort((a, b) => a.first - b.first))) : parts
}

/** Two parts under way at a time, as there are two threads; the first failure ends the pass. */
async function inParts<Part extends { readonly count: number }>(
  waiting: RowRange[],
  { onProgress, stopped }: PassOptions,
  run: (part: RowRange) => Promise<Result<Part, StoreError>>
): Promise<Result<Part[], StoreError>> {
  const parts: Part[] = []
  let done = 0
  let failure: StoreError | undefined
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && !stopped(); next = waiting.shift()) {
      const result = await run(next)
      if (!result.ok) failure = result.error
      if (failure !== undefined || !result.ok) return
      if (result.value.count > 0) parts.push(result.value)
      done += result.value.count
      onProgress(done)
    }
  }
  await Promise.all([work(), work()])
  return failure === undefined ? ok(parts) : err(failure)
}

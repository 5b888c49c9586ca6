/** One figure as `npm run bench` prints it: ours against a floor that was measured in the same run. */
export interface BenchResult {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** Null where a figure has no floor. */
  readonly floor: number | null
  readonly ratio: number | null
  /** The goal in words: a bound on the ratio or on our figure, or "reported". */
  readonly goal: string
  readonly met: boolean | null
}

/** Raw samples of one figure, in the order they were taken. */
export interface Samples {
  readonly name: string
  readonly ours: readonly number[]
  readonly floor: readonly number[]
}

export interface Measured {
  readonly result: BenchResult
  readonly samples: Samples
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2
}

/** The sample below which so large a share of them lies: 0.95 for p95. */
export function share(samples: readonly number[], below: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(below * sorted.length) - 1)] ?? Number.NaN
}

/** Medians of both sides, and whether their ratio keeps to `atMost`. */
export function compare(
  samples: Samples,
  unit: string,
  atMost: number,
  goal = `≤ ${atMost} × floor`
): Measured {
  const ours = median(samples.ours)
  const floor = median(samples.floor)
  const ratio = ours / floor
  return { samples, result: { name: samples.name, unit, ours, floor, ratio, goal, met: ratio <= atMost } }
}

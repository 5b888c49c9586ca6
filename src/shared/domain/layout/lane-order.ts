/** Segments lane by lane, each lane from the top. */
export interface LaneOrder {
  /** Where each lane's part of `laneOrder` begins; behind the last lane the number of segments. */
  readonly laneStart: Uint32Array
  readonly laneOrder: Uint32Array
}

/**
 * Orders segments by lane and top in linear time.
 * @param placed segments as they were placed: the first `split` of them, and the others, each run through every lane
 *   from the top down
 */
export function orderByLane(
  lane: Uint16Array,
  top: Float64Array,
  placed: Uint32Array,
  split: number,
  lanes: number
): LaneOrder {
  const laneStart = new Uint32Array(lanes + 1)
  for (const segment of placed) bump(laneStart, (lane[segment] ?? 0) + 1)
  for (let i = 1; i <= lanes; i++) laneStart[i] = (laneStart[i] ?? 0) + (laneStart[i - 1] ?? 0)
  const sorted = new Uint32Array(placed.length)
  const fill = laneStart.slice(0, lanes)
  const middle = new Uint32Array(lanes)
  for (let i = 0; i < placed.length; i++) {
    if (i === split) middle.set(fill)
    const segment = placed[i] ?? 0
    sorted[bump(fill, lane[segment] ?? 0)] = segment
  }
  if (split >= placed.length) return { laneStart, laneOrder: sorted }
  const laneOrder = new Uint32Array(placed.length)
  for (let i = 0; i < lanes; i++) {
    mergeByTop(top, sorted, laneStart[i] ?? 0, middle[i] ?? 0, laneStart[i + 1] ?? 0, laneOrder)
  }
  return { laneStart, laneOrder }
}

function bump(counts: Uint32Array, at: number): number {
  const before = counts[at] ?? 0
  counts[at] = before + 1
  return before
}

/** Merges the ordered runs `from..middle` and `middle..to` of one lane. */
function mergeByTop(
  top: Float64Array,
  sorted: Uint32Array,
  from: number,
  middle: number,
  to: number,
  into: Uint32Array
): void {
  let a = from
  let b = middle
  for (let at = from; at < to; at++) {
    const first = sorted[a] ?? 0
    const second = sorted[b] ?? 0
    const takeFirst = b >= to || (a < middle && (top[first] ?? 0) <= (top[second] ?? 0))
    into[at] = takeFirst ? first : second
    if (takeFirst) a++
    else b++
  }
}

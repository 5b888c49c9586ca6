import { laneGap } from './geometry'
import { createHeap } from './heap'
import { type LaneOrder, orderByLane } from './lane-order'

/** What is packed: the segments of one distance, with their heights and where each would like to begin. */
export interface PackShape {
  /** Position after which a segment leaves its parent segment; -1 for the spine and trees that hang on nothing. */
  readonly fork: Int32Array
  /** First child segment of each; behind the last one the number of segments. */
  readonly children: Uint32Array
  /** px below the parent segment's top; for a segment without parent: px on the canvas. */
  readonly want: Float64Array
  readonly height: Float64Array
  /** Segments 0 … trees − 1 hang on nothing; the first of them is the spine where there is one. */
  readonly trees: number
  readonly hasSpine: boolean
}

/** Where segments stand. Of one lane no two overlap. */
export interface Placement extends LaneOrder {
  readonly lane: Uint16Array
  /** px; 0 is the bottom of the leaf's card, upwards is negative. */
  readonly top: Float64Array
}

/** Lanes that branches of the spine may fill; further ones are stacked below. */
const branchLanes = 24
/** Further lanes for trees that hang on nothing and find no room between the branches. */
const treeLanes = 12
/** Lanes that the branches of one fork may fill before they are stacked, so that others find room beside them. */
const forkLanes = 8
/** How far below its wish a tree may stand before it is given a lane further out, px. */
const treeSlack = 320

/** Puts one segment somewhere at or below `wish`, in a lane from `from` on. */
type Place = (segment: number, wish: number, from: number) => void

/**
 * Gives every segment a lane and a top: as far left as there is room, right of its parent where lanes remain, never
 * above its wish. Segments are placed from the top down, so that one mark per lane tells how far it is full, and
 * placing costs a look at a bounded number of lanes.
 */
export function packSegments(shape: PackShape): Placement {
  const count = shape.height.length
  const lane = new Uint16Array(count)
  const top = new Float64Array(count)
  const placed = new Uint32Array(count)
  let done = 0
  let lastLane = 0
  const put = (segment: number, inLane: number, at: number): void => {
    lane[segment] = inLane
    if (inLane > lastLane) lastLane = inLane
    top[segment] = at
    placed[done++] = segment
  }
  const full = new Float64Array(1 + branchLanes).fill(Number.NEGATIVE_INFINITY)
  const queue = placeFromTheTop(shape, lane, top)
  if (shape.hasSpine) {
    put(0, 0, shape.want[0] ?? 0)
    queue.pushChildren(0)
    queue.drain(firstFree(shape, { full, put }, 1 + branchLanes))
  }
  const split = done
  const used = lastLane
  queue.push(shape.hasSpine ? 1 : 0, shape.trees, 0, 1)
  const order = orderByLane(lane, top, placed.subarray(0, split), split, used + 1)
  queue.drain(betweenBranches(shape, top, order, used, put))
  return { lane, top, ...orderByLane(lane, top, placed, split, lastLane + 1) }
}

/**
 * Hands out segments by their wish, from the top; a segment comes after the one it leaves. Siblings mostly wish to stand
 * one below the other: such a one waits behind its elder and enters the heap when that leaves it, so that the heap
 * stays small even below a node with 200,000 children.
 */
function placeFromTheTop(shape: PackShape, lane: Uint16Array, top: Float64Array) {
  const wish = new Float64Array(lane.length)
  const from = new Uint16Array(lane.length)
  const waits = new Uint8Array(lane.length)
  const heap = createHeap(wish)
  /** @param below px on the canvas that wishes are counted from */
  const push = (first: number, end: number, below: number, fromLane: number): void => {
    for (let segment = first; segment < end; segment++) {
      const at = below + (shape.want[segment] ?? 0)
      wish[segment] = at
      from[segment] = fromLane
      if (segment > first && at >= (wish[segment - 1] ?? 0)) waits[segment] = 1
      else heap.push(segment)
    }
  }
  const pushChildren = (segment: number): void => {
    const first = shape.children[segment] ?? 0
    const end = shape.children[segment + 1] ?? 0
    if (first < end) push(first, end, top[segment] ?? 0, (lane[segment] ?? 0) + 1)
  }
  const drain = (place: Place): void => {
    for (let segment = heap.pop(); segment !== -1; segment = heap.pop()) {
      if (waits[segment + 1] === 1) heap.push(segment + 1)
      place(segment, wish[segment] ?? 0, from[segment] ?? 1)
      pushChildren(segment)
    }
  }
  return { push, pushChildren, drain }
}

/** Lanes that are filled from the top down, with the mark down to which each is full. */
interface Lanes {
  readonly full: Float64Array
  readonly put: (segment: number, lane: number, top: number) => void
}

/**
 * Takes the first lane that is free at the wish, else the one that is free soonest. Branches of one fork come one
 * after the other; those beyond `forkLanes` go below their elder siblings.
 */
function firstFree(shape: PackShape, { full, put }: Lanes, end: number): Place {
  let fork = -1
  const siblings: number[] = []
  return (segment, wish, from) => {
    const leaves = shape.fork[segment] ?? -1
    if (leaves === -1 || leaves !== fork) siblings.length = 0
    fork = leaves
    let lane = soonest(siblings, full)
    if (siblings.length < forkLanes) {
      lane = freeLane(full, wish, Math.min(from, end - forkLanes), end)
      siblings.push(lane)
    }
    const top = Math.max(wish, full[lane] ?? wish)
    full[lane] = top + (shape.height[segment] ?? 0) + laneGap
    put(segment, lane, top)
  }
}

function freeLane(full: Float64Array, wish: number, start: number, end: number): number {
  let best = start
  for (let lane = start; lane < end; lane++) {
    if ((full[lane] ?? 0) <= wish) return lane
    if ((full[lane] ?? 0) < (full[best] ?? 0)) best = lane
  }
  return best
}

function soonest(lanes: readonly number[], full: Float64Array): number {
  let best = lanes[0] ?? 0
  for (const lane of lanes) if ((full[lane] ?? 0) < (full[best] ?? 0)) best = lane
  return best
}

/** Takes a gap between the branches near the wish, else a lane to the right of all branches. */
function betweenBranches(
  shape: PackShape,
  top: Float64Array,
  order: LaneOrder,
  used: number,
  put: Lanes['put']
): Place {
  const end = used + 1 + treeLanes
  const full = new Float64Array(end).fill(Number.NEGATIVE_INFINITY)
  const beyond = firstFree(shape, { full, put }, end)
  const cursor = order.laneStart.slice(0, used + 1)
  const bottom = (segment: number): number => (top[segment] ?? 0) + (shape.height[segment] ?? 0) + laneGap
  /** The first room at or below the wish in a lane of branches, or null where there is none near it. */
  const roomIn = (lane: number, wish: number, height: number): number | null => {
    const laneEnd = order.laneStart[lane + 1] ?? 0
    const branchAt = (at: number): number => order.laneOrder[at] ?? 0
    let at = cursor[lane] ?? 0
    while (at < laneEnd && bottom(branchAt(at)) <= wish) at++
    cursor[lane] = at
    let room = Math.max(wish, full[lane] ?? wish)
    for (; at < laneEnd && (top[branchAt(at)] ?? 0) < room + height + laneGap; at++) {
      room = Math.max(room, bottom(branchAt(at)))
      if (room > wish + treeSlack) return null
    }
    return room > wish + treeSlack ? null : room
  }
  return (segment, wish, from) => {
    const height = shape.height[segment] ?? 0
    for (let lane = from; lane <= used; lane++) {
      const room = roomIn(lane, wish, height)
      if (room === null) continue
      full[lane] = room + height + laneGap
      return put(segment, lane, room)
    }
    beyond(segment, wish, Math.max(from, used + 1))
  }
}

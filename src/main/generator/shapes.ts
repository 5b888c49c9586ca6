import type { Pen } from './pen'
import { askOnly, LARGEST_TURN, plainTurn, runtimeTurn, settledTurn } from './turns'

/** Writes a whole session of `pen.left` rows and gives its leaf. */
type Shape = (pen: Pen) => string | null

/** Writes turns below `leaf` until `rows` rows are written, exactly. */
function stretch(
  pen: Pen,
  leaf: string | null,
  rows: number,
  turn: (pen: Pen, parent: string | null) => string
): string | null {
  const end = pen.left - rows
  let at = leaf
  while (pen.left - end > LARGEST_TURN) at = turn(pen, at)
  while (pen.left - end > 1) at = plainTurn(pen, at)
  if (pen.left > end) at = askOnly(pen, at)
  return at
}

/** One long spine; a short abandoned branch about every 400 nodes. */
const long: Shape = (pen) => {
  let leaf: string | null = null
  while (pen.left > 400 + LARGEST_TURN) {
    leaf = stretch(pen, leaf, 300 + pen.prng.below(80), settledTurn)
    settledTurn(pen, leaf)
  }
  return stretch(pen, leaf, pen.left, settledTurn)
}

/** How many ends of turns a retry may go back. */
const REACH = 6

/**
 * Turns as the runtime writes them, copies included. Every few turns the user goes back to an earlier answer and asks
 * anew; the new branch is sometimes left again for the old one, so that branches carry branches.
 */
const bushy: Shape = (pen) => {
  let ends: (string | null)[] = [null]
  let leftBehind: (string | null)[] | undefined
  while (pen.left > LARGEST_TURN) {
    const end = runtimeTurn(pen, ends.at(-1) ?? null)
    ends = [...ends.slice(-REACH), end]
    const dice = pen.prng.below(100)
    if (dice < 30) {
      if (dice < 12) leftBehind = ends
      ends = ends.slice(0, 1 + pen.prng.below(ends.length))
    } else if (dice < 36 && leftBehind) {
      ends = leftBehind
      leftBehind = undefined
    }
  }
  return stretch(pen, ends.at(-1) ?? null, pen.left, runtimeTurn)
}

/** One node with a fifth of all nodes as its children: a question asked anew again and again; the last one is kept. */
const wide: Shape = (pen) => {
  const children = Math.max(1, Math.floor(pen.left / 5))
  const tail = Math.floor(pen.left / 10)
  const hub = stretch(pen, null, Math.max(1, Math.floor(pen.left / 10)), settledTurn)
  for (let made = 1; made < children && pen.left > tail; made++) {
    const share = (pen.left - tail) / (children - made)
    stretch(pen, hub, Math.min(pen.left, 1 + pen.prng.below(2 * share - 1)), plainTurn)
  }
  return stretch(pen, hub, pen.left, settledTurn)
}

/** Three nodes in ten are roots or hang on a parent that is not there; the active path holds a tenth. */
const dust: Shape = (pen) => {
  const tail = Math.floor(pen.left / 10)
  const tops = Math.floor(pen.left * 0.3)
  for (let made = 0; made < tops && pen.left > tail; made++) {
    const share = (pen.left - tail) / (tops - made)
    const lostParent = pen.prng.chance(0.5) ? `m${pen.prng.hex()}` : null
    stretch(pen, lostParent, Math.min(pen.left, 1 + pen.prng.below(2 * share - 1)), plainTurn)
  }
  return stretch(pen, null, pen.left, settledTurn)
}

export const SHAPES = { long, bushy, wide, dust } as const
export type ShapeName = keyof typeof SHAPES

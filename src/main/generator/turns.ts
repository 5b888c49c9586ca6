import { answer, question, sideNode, type ToolRound, toolRound } from './contents'
import { type CallFields, type Content, type MessageFields, runningKey } from './node-json'
import type { Pen } from './pen'

/** More rows than any one turn of this file writes; a caller starts a turn only while as many are left. */
export const LARGEST_TURN = 32

const asMessage = (message: MessageFields): Content => ({ message })
const asRunning = (call: CallFields): Content => ({ call, stableKey: runningKey(call) })
const asSettled = (call: CallFields): Content => ({ call, stableKey: call.call_id })

const say = (pen: Pen, parent: string | null, message: MessageFields): string =>
  pen.write(message.id, parent, asMessage(message))

/** A question that nobody answered: one row, to fill a store up to its exact size. */
export const askOnly = (pen: Pen, parent: string | null): string => say(pen, parent, question(pen))

/** A question and its answer without tools: two rows. */
export const plainTurn = (pen: Pen, parent: string | null): string =>
  say(pen, say(pen, parent, question(pen)), answer(pen))

/** A round in its final form: message, calls, results, each below the other. */
function settledRound(pen: Pen, parent: string, round: ToolRound): string {
  let leaf = say(pen, parent, round.assistant)
  for (const call of round.calls) leaf = pen.write(`plugin:${call.call_id}`, leaf, asSettled(call))
  return say(pen, leaf, round.results)
}

/** A turn of which only the final form is left, as in a session that was kept on its active path only. */
export function settledTurn(pen: Pen, parent: string | null): string {
  let leaf = say(pen, parent, question(pen))
  if (pen.prng.chance(0.6)) leaf = settledRound(pen, leaf, toolRound(pen))
  if (pen.prng.chance(0.1)) leaf = pen.write(`x${pen.prng.hex()}`, leaf, sideNode(pen))
  return say(pen, leaf, answer(pen))
}

/**
 * A turn as the runtime really writes it (README-runtime.md §2): the first tool round once as a dead running branch
 * (calls before the message that made them, the question again), then re-made in its final form below the question.
 */
export function runtimeTurn(pen: Pen, parent: string | null): string {
  const asked = question(pen)
  const root = say(pen, parent, asked)
  if (pen.prng.chance(0.25)) return say(pen, root, answer(pen))

  const first = toolRound(pen)
  let running = root
  for (const call of first.calls) running = pen.write(pen.eventId(), running, asRunning(call))
  for (const message of [asked, first.assistant, first.results]) {
    running = pen.write(pen.eventId(), running, asMessage(message))
  }

  let leaf = settledRound(pen, root, first)
  if (pen.prng.chance(0.4)) leaf = laterRound(pen, leaf, toolRound(pen))
  if (pen.prng.chance(0.1)) leaf = pen.write(`x${pen.prng.hex()}`, leaf, sideNode(pen))
  return say(pen, leaf, answer(pen))
}

/** A later round of a turn, re-made by the next turn with tools: its running form is left behind as a copy. */
function laterRound(pen: Pen, parent: string, round: ToolRound): string {
  let running = parent
  for (const call of round.calls) running = pen.write(pen.eventId(), running, asRunning(call))
  for (const message of [round.assistant, round.results]) {
    running = pen.write(pen.eventId(), running, asMessage(message))
  }
  return settledRound(pen, parent, round)
}

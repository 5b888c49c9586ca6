import { CLOSE_BRACE, MOST_SAFE, NULL, string, unsigned, value } from './json'
import { Place, REFUSED, Text, take, takeByte, takeOneOf, text } from './text'

/*
 * `output` of a tool record (store-format.md §6.2). Places as in `json.ts`.
 */

export const FAILED = 1
export const CANCELLED = 2

/** How the last call ended: `FAILED`, `CANCELLED` or 0. */
export let ending: i32 = 0

/** Steps over `,"output":{…}`. */
export function output(at: Place): Place {
  at = takeByte(outcome(take(at, OUTCOME)), CLOSE_BRACE)
  const next = take(at, CONTROL)
  if (next !== REFUSED) at = control(next)
  return takeByte(at, CLOSE_BRACE)
}

function outcome(at: Place): Place {
  ending = 0
  let next = take(at, SUCCESS)
  if (next !== REFUSED) return value(next, true)
  next = take(at, FAILURE)
  if (next !== REFUSED) {
    ending = FAILED
    return failure(next)
  }
  ending = CANCELLED
  return raw(source(string(take(take(at, CANCELLATION), MESSAGE_FIRST))))
}

function failure(at: Place): Place {
  at = takeOneOf(take(at, CLASS), CLASSES)
  at = string(take(at, CODE))
  at = string(take(at, MESSAGE))
  return raw(retry(source(at)))
}

function source(at: Place): Place {
  return takeOneOf(take(at, SOURCE), SOURCES)
}

function retry(at: Place): Place {
  let next = take(at, NEVER)
  if (next !== REFUSED) return next
  next = take(at, SAFE)
  if (next !== REFUSED) {
    const after = take(next, AFTER)
    return takeByte(after === REFUSED ? next : unsigned(after, MOST_SAFE), CLOSE_BRACE)
  }
  return takeByte(unsigned(take(at, EXHAUSTED), u32.MAX_VALUE), CLOSE_BRACE)
}

/** A `raw` of null reads as absent (§6.2), so it is left to the full decoder. */
function raw(at: Place): Place {
  const next = take(at, RAW)
  if (next !== REFUSED) at = take(next, NULL) === REFUSED ? value(next, true) : REFUSED
  return takeByte(at, CLOSE_BRACE)
}

function control(at: Place): Place {
  let next = take(at, HANDOFF)
  if (next !== REFUSED) return takeByte(string(next), CLOSE_BRACE)
  next = take(at, FINISH)
  if (next !== REFUSED) return takeByte(value(next, true), CLOSE_BRACE)
  return takeByte(failure(take(at, FAIL)), CLOSE_BRACE)
}

const OUTCOME = text(',"output":{"outcome":{"status":')
const SUCCESS = text('"success","payload":')
const FAILURE = text('"failure","payload":')
const CANCELLATION = text('"cancelled","payload":')
const CONTROL = text(',"control":{"type":')
const HANDOFF = text('"handoff","session_id":')
const FINISH = text('"finish","value":')
const FAIL = text('"fail","failure":')
const CLASS = text('{"class":')
const CODE = text(',"code":')
const MESSAGE = text(',"message":')
const MESSAGE_FIRST = text('{"message":')
const SOURCE = text(',"source":')
const NEVER = text(',"retry":{"type":"never"}')
const SAFE = text(',"retry":{"type":"safe"')
const AFTER = text(',"after_ms":')
const EXHAUSTED = text(',"retry":{"type":"exhausted","attempts":')
const RAW = text(',"raw":')
const CLASSES: StaticArray<Text> = [
  text('"invalid_request"'),
  text('"unavailable"'),
  text('"permission_denied"'),
  text('"timeout"'),
  text('"execution"'),
  text('"external"'),
  text('"resource_limit"'),
  text('"internal"')
]
const SOURCES: StaticArray<Text> = [
  text('"runtime"'),
  text('"tool"'),
  text('"plugin"'),
  text('"policy"'),
  text('"cancellation"')
]

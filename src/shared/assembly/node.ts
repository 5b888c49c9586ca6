import {
  ASSISTANT_KIND,
  BY_CALL,
  BY_CALL_ID,
  BY_EVENT,
  BY_MESSAGE_ID,
  BY_PLUGIN,
  CANCELLED_FLAG,
  CARD_LINE,
  CARD_LINES,
  COMPACTION_KIND,
  FAILED_FLAG,
  MODE_STEP_KIND,
  PLUGIN_KIND,
  REASONING_KIND,
  SNAPSHOT_KIND,
  SYSTEM_KIND,
  TOOL_CALL_KIND,
  TOOL_RESULT_KIND,
  TRANSIENT_FLAG,
  TURN_START_FLAG,
  USER_KIND
} from '../domain/columns/codes'
import { found } from './found'
import { begin, CLOSE_BRACE, CLOSE_TWO, COMMA, isTrusted, MOST_SAFE, string, unsigned, value } from './json'
import { hasResult, onlyReasoning, parts, textBytes, textCharacters } from './message'
import { isText, Place, REFUSED, Text, take, takeByte, takeOneOf, text } from './text'
import { readTime } from './time'
import { CANCELLED, ending, FAILED, output } from './tool'

/*
 * Recognises one row of `graph_nodes` that is written exactly as lash writes it, in one pass over its bytes. A row that
 * it accepts decodes, and equal values in it are equal bytes; a row that it refuses may be anything and goes to the full
 * decoder. Places as in `json.ts`.
 */

/** Reads the row at `from … to`; what it finds stands in `found`. `ours` = our own writer made the text. */
export function readNode(from: Place, to: Place, ours: bool): bool {
  begin(to, ours)
  found.flags = 0
  found.lines = 0
  found.textBytes = 0
  found.role = 0
  const at = header(from)
  const inEvent = take(at, EVENT)
  const behind = inEvent === REFUSED ? plugin(take(at, PLUGIN)) : event(inEvent)
  const last = takeByte(behind, CLOSE_BRACE)
  // an empty text may end at 0, too
  return last !== REFUSED && last === to
}

function header(at: Place): Place {
  const id = take(at, NODE_ID)
  at = string(id)
  found.idFrom = id + 1
  found.idTo = at - 1
  const parent = take(at, PARENT)
  found.parentFrom = 0
  if (parent !== REFUSED) {
    at = string(parent)
    found.parentFrom = parent + 1
    found.parentTo = at - 1
  }
  const time = take(at, TIMESTAMP)
  at = string(time)
  if (at !== REFUSED) found.time = readTime(time + 1, at - 1)
  return at
}

function event(at: Place): Place {
  let next = take(at, CONVERSATION)
  if (next !== REFUSED) return conversation(next)
  next = take(at, TOOL)
  if (next !== REFUSED) return tool(next)
  next = take(at, MODE)
  if (next !== REFUSED) return mode(next)
  return isTrusted() ? snapshot(take(at, SNAPSHOT)) : REFUSED
}

function conversation(at: Place): Place {
  const id = take(at, ID)
  at = string(id)
  if (at === REFUSED) return REFUSED
  found.tag = BY_MESSAGE_ID
  found.identityFrom = id + 1
  found.identityTo = at - 1
  const role = take(at, ROLE)
  found.role = load<u8>(role)
  found.contentFrom = take(takeOneOf(role, ROLES), PARTS)
  at = parts(found.contentFrom)
  found.contentFrom -= 1
  found.contentTo = at
  const from = take(at, ORIGIN)
  let summarised = false
  if (from !== REFUSED) {
    at = string(from)
    if (at === REFUSED) return REFUSED
    summarised = isText(from + 1, at - 1, SUMMARISER)
    const transient = take(at, IS_TRANSIENT)
    if (transient !== REFUSED) {
      found.flags |= TRANSIENT_FLAG
      at = transient
    }
    at = takeByte(at, CLOSE_BRACE)
  }
  nameMessage(summarised || isText(found.identityFrom, found.identityTo, COMPACTION))
  return take(at, CLOSE_TWO)
}

function nameMessage(compaction: bool): void {
  found.lines = min(CARD_LINES, (textCharacters + CARD_LINE - 1) / CARD_LINE)
  found.textBytes = textBytes
  if (compaction) found.kind = COMPACTION_KIND
  else if (found.role === LETTER_S) found.kind = SYSTEM_KIND
  else if (found.role === LETTER_A) found.kind = onlyReasoning ? REASONING_KIND : ASSISTANT_KIND
  else if (hasResult) {
    found.kind = TOOL_RESULT_KIND
    found.lines = 0
  } else {
    found.kind = USER_KIND
    found.flags |= TURN_START_FLAG
  }
}

function tool(at: Place): Place {
  at = take(string(at), RECORD)
  found.tag = BY_CALL
  const call = take(at, CALL_ID)
  if (call !== REFUSED) {
    at = string(call)
    if (at - 1 > call + 1) found.tag = BY_CALL_ID
    found.identityFrom = call + 1
    found.identityTo = at - 1
    at = takeByte(at, COMMA)
  }
  const name = take(at, TOOL_NAME)
  const args = take(string(name), ARGS)
  at = output(value(args, false))
  found.contentFrom = args
  found.contentTo = at
  if (found.tag === BY_CALL) {
    found.identityFrom = name + 1
    found.identityTo = at
  }
  found.kind = TOOL_CALL_KIND
  found.lines = 2
  found.textBytes = <i32>(at - args)
  if (ending === FAILED) found.flags |= FAILED_FLAG
  if (ending === CANCELLED) found.flags |= CANCELLED_FLAG
  return take(unsigned(take(at, DURATION), MOST_SAFE), CLOSE_FOUR)
}

function mode(at: Place): Place {
  found.kind = MODE_STEP_KIND
  const behind = value(take(string(at), PAYLOAD), false)
  found.textBytes = <i32>(behind - at)
  return take(whole(BY_EVENT, at, behind), CLOSE_TWO)
}

function snapshot(at: Place): Place {
  found.kind = SNAPSHOT_KIND
  return takeByte(whole(BY_EVENT, at, value(at, false)), CLOSE_BRACE)
}

function plugin(at: Place): Place {
  found.kind = PLUGIN_KIND
  return whole(BY_PLUGIN, at, value(take(string(at), BODY), false))
}

/** What is compared as a whole, without content beside it. */
function whole(tag: i32, from: Place, to: Place): Place {
  found.tag = tag
  found.identityFrom = from
  found.identityTo = to
  found.contentFrom = 0
  found.contentTo = 0
  return to
}

const LETTER_A = 0x41
const LETTER_S = 0x53
const CLOSE_FOUR = text('}}}}')
const NODE_ID = text('{"node_id":')
const PARENT = text(',"parent_node_id":')
const TIMESTAMP = text(',"timestamp":')
const EVENT = text(',"kind":"event","event":')
const PLUGIN = text(',"kind":"plugin","plugin_type":')
const BODY = text(',"body":')
const CONVERSATION = text('{"Conversation":')
const TOOL = text('{"Tool":{"Invocation":{"stable_key":')
const MODE = text('{"Mode":{"mode_id":')
const SNAPSHOT = text('{"StateSnapshot":')
const ID = text('{"id":')
const ROLE = text(',"role":"')
const ROLES: StaticArray<Text> = [text('User'), text('Assistant'), text('System')]
const PARTS = text('","parts":[')
const ORIGIN = text(',"origin":{"kind":"plugin","plugin_id":')
const IS_TRANSIENT = text(',"transient":true')
const RECORD = text(',"record":{')
const CALL_ID = text('"call_id":')
const TOOL_NAME = text('"tool":')
const ARGS = text(',"args":')
const DURATION = text(',"duration_ms":')
const PAYLOAD = text(',"payload":')
/** The message id that automatic compaction gives to its summary (store-format.md §14.14). */
const COMPACTION = text('compaction-summary')
/** The plugin that makes such summaries. */
const SUMMARISER = text('rolling_history')

import { CARD_LINE, CARD_LINES } from '../domain/columns/codes'
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_TWO,
  COMMA,
  MOST_SAFE,
  OPEN_BRACKET,
  string,
  TRUE,
  unsigned
} from './json'
import { indexOf, Place, REFUSED, sizeOf, Text, take, takeByte, takeOneOf, text } from './text'

/*
 * The parts of a message (store-format.md §6.1), and what a card needs to know of them. Places as in `json.ts`.
 */

/** Code points of the first text, counted up to `COUNTED` or a little more. */
export let textCharacters: i32 = 0
/** Bytes of all texts, reasoning among them; calls and results have rows of their own. */
export let textBytes: i32 = 0
export let hasResult: bool = false
export let onlyReasoning: bool = false
/** The first text found is reasoning; a later prose part takes its place. */
let textIsReasoning: bool = false

/** A text of so many characters fills a card, so nobody counts further. */
const COUNTED: i32 = CARD_LINE * (CARD_LINES - 1) + 1

/** Steps over the parts and the bracket behind them. */
export function parts(at: Place): Place {
  textCharacters = 0
  textBytes = 0
  hasResult = false
  textIsReasoning = false
  onlyReasoning = load<u8>(at) !== CLOSE_BRACKET
  if (!onlyReasoning) return at + 1
  while (true) {
    at = part(at)
    if (load<u8>(at) !== COMMA) return takeByte(at, CLOSE_BRACKET)
    at++
  }
}

function part(at: Place): Place {
  at = take(string(take(at, ID)), KIND)
  const kind = indexOf(at, PART_KINDS)
  if (kind < 0) return REFUSED
  const content = take(at + sizeOf(PART_KINDS[kind]), CONTENT)
  at = string(content)
  if (at === REFUSED) return REFUSED
  note(kind, content + 1, at - 1)
  // most parts end here
  const whole = take(at, INTACT_END)
  return whole === REFUSED ? rest(at) : whole
}

/** What a part may hold behind its content. */
function rest(at: Place): Place {
  let next = take(at, ATTACHMENT)
  if (next !== REFUSED) at = takeByte(attachmentRef(next), CLOSE_BRACE)
  next = take(at, CALL_ID)
  if (next !== REFUSED) at = string(next)
  next = take(at, TOOL_NAME)
  if (next !== REFUSED) at = string(next)
  next = take(at, REPLAY)
  if (next !== REFUSED) at = takeByte(stringFields(next, REPLAY_FIELDS), CLOSE_BRACE)
  at = pruneState(take(at, PRUNE))
  next = take(at, REASONING)
  if (next !== REFUSED) at = reasoningMeta(next)
  next = take(at, RESPONSE)
  if (next !== REFUSED) at = responseMeta(next)
  return takeByte(at, CLOSE_BRACE)
}

function note(kind: i32, from: Place, to: Place): void {
  if (kind !== REASONING_PART) onlyReasoning = false
  if (kind === RESULT_PART) hasResult = true
  if (kind === CALL_PART || kind === IMAGE_PART || kind === RESULT_PART || to === from) return
  textBytes += <i32>(to - from)
  const reasoning = kind === REASONING_PART
  if (textCharacters > 0 && !(textIsReasoning && !reasoning)) return
  textCharacters = countCharacters(from, to)
  textIsReasoning = reasoning
}

/** Code points of a string's inside, up to `COUNTED` or a little more. */
function countCharacters(from: Place, to: Place): i32 {
  const backslash = i8x16.splat(BACKSLASH)
  let count = 0
  let at = from
  while (at < to && count < COUNTED) {
    const bytes = v128.load(at)
    if (at + 16 <= to && i8x16.bitmask(v128.or(bytes, i8x16.eq(bytes, backslash))) === 0) {
      count += 16
      at += 16
      continue
    }
    const byte = load<u8>(at)
    if ((byte & 0xc0) !== 0x80) count++
    at += byte !== BACKSLASH ? 1 : load<u8>(at, 1) === 0x75 ? 6 : 2
  }
  return count
}

/** Steps over an AttachmentRef (store-format.md §6.1). */
export function attachmentRef(at: Place): Place {
  at = takeOneOf(take(string(take(at, ID)), MEDIA), IMAGE_TYPES)
  at = unsigned(take(at, BYTE_LEN), MOST_SAFE)
  let next = take(at, WIDTH)
  if (next !== REFUSED) at = unsigned(next, u32.MAX_VALUE)
  next = take(at, HEIGHT)
  if (next !== REFUSED) at = unsigned(next, u32.MAX_VALUE)
  next = take(at, LABEL)
  if (next !== REFUSED) at = string(next)
  return takeByte(at, CLOSE_BRACE)
}

/** Optional string fields of an object in their order; the opening brace has been read. */
function stringFields(at: Place, names: StaticArray<Text>): Place {
  const start = at
  for (let i = 0; i < names.length; i++) {
    const next = field(at, start, names[i])
    if (next !== REFUSED) at = string(next)
  }
  return at
}

/** The place of a field's value in an object whose fields begin at `start`: all but the first stand behind a comma. */
function field(at: Place, start: Place, name: Text): Place {
  return take(at === start ? at : takeByte(at, COMMA), name)
}

function pruneState(at: Place): Place {
  let next = take(at, INTACT)
  if (next !== REFUSED) return next
  next = take(at, CLEARED)
  if (next !== REFUSED) return next
  next = take(at, DELETED)
  if (next === REFUSED) next = take(at, SUMMARIZED)
  return take(string(take(string(next), ARCHIVE)), CLOSE_TWO)
}

function reasoningMeta(at: Place): Place {
  const start = at
  at = stringFields(at, REASONING_FIELDS)
  let next = field(at, start, REDACTED)
  if (next !== REFUSED) at = take(next, TRUE)
  next = field(at, start, SUMMARY)
  if (next !== REFUSED) at = strings(next)
  return takeByte(at, CLOSE_BRACE)
}

function strings(at: Place): Place {
  at = takeByte(at, OPEN_BRACKET)
  while (true) {
    at = string(at)
    if (load<u8>(at) !== COMMA) return takeByte(at, CLOSE_BRACKET)
    at++
  }
}

function responseMeta(at: Place): Place {
  const start = at
  at = stringFields(at, RESPONSE_FIELDS)
  const next = field(at, start, PHASE)
  if (next !== REFUSED) at = takeOneOf(next, PHASES)
  return takeByte(at, CLOSE_BRACE)
}

const PART_KINDS: StaticArray<Text> = [
  text('"Prose"'),
  text('"ToolCall"'),
  text('"ToolResult"'),
  text('"Text"'),
  text('"Reasoning"'),
  text('"Image"'),
  text('"Code"'),
  text('"Output"'),
  text('"Error"')
]
const CALL_PART = 1
const RESULT_PART = 2
const REASONING_PART = 4
const IMAGE_PART = 5
const ID = text('{"id":')
const KIND = text(',"kind":')
const CONTENT = text(',"content":')
const ATTACHMENT = text(',"attachment":{"reference":')
const CALL_ID = text(',"tool_call_id":')
const TOOL_NAME = text(',"tool_name":')
const REPLAY = text(',"tool_replay":{')
const PRUNE = text(',"prune_state":')
const REASONING = text(',"reasoning_meta":{')
const RESPONSE = text(',"response_meta":{')
const INTACT = text('"Intact"')
const INTACT_END = text(',"prune_state":"Intact"}')
const CLEARED = text('"Cleared"')
const DELETED = text('{"Deleted":{"breadcrumb":')
const SUMMARIZED = text('{"Summarized":{"summary":')
const ARCHIVE = text(',"archive_hash":')
const MEDIA = text(',"media_type":{"kind":"image","type":')
const IMAGE_TYPES: StaticArray<Text> = [
  text('"png"}'),
  text('"jpeg"}'),
  text('"gif"}'),
  text('"webp"}'),
  text('"bmp"}')
]
const BYTE_LEN = text(',"byte_len":')
const WIDTH = text(',"width":')
const HEIGHT = text(',"height":')
const LABEL = text(',"label":')
const REPLAY_FIELDS: StaticArray<Text> = [text('"item_id":'), text('"opaque":')]
const REASONING_FIELDS: StaticArray<Text> = [
  text('"item_id":'),
  text('"encrypted_content":'),
  text('"signature":')
]
const REDACTED = text('"redacted":')
const SUMMARY = text('"summary":')
const RESPONSE_FIELDS: StaticArray<Text> = [text('"id":'), text('"status":')]
const PHASE = text('"phase":')
const PHASES: StaticArray<Text> = [text('"commentary"'), text('"final_answer"')]

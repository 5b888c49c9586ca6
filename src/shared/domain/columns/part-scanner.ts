import { CARD_LINE, CARD_LINES } from './card-lines'
import { type JsonScanner, type Literal, literal } from './json-scanner'

/** Reads the parts of a message (store-format.md §6.1) and what a card needs to know of them. */
export interface PartScanner {
  /** Steps over the parts and the closing bracket. @returns false where they need the full decoder */
  list(): boolean
  /** Code points of the first text, counted up to `COUNTED`. */
  textCharacters: number
  /** Bytes of all texts, reasoning among them; calls and results have rows of their own. */
  textBytes: number
  hasResult: boolean
  onlyReasoning: boolean
}

/** A text of so many characters fills a card, so nobody counts further. */
export const COUNTED = CARD_LINE * (CARD_LINES - 1) + 1

export const partScanner = (json: JsonScanner): PartScanner => new MessageParts(json)

class MessageParts implements PartScanner {
  textCharacters = 0
  textBytes = 0
  hasResult = false
  onlyReasoning = false
  readonly #json: JsonScanner
  /** The first text found is reasoning; a later prose part takes its place. */
  #textIsReasoning = false

  constructor(json: JsonScanner) {
    this.#json = json
  }

  list(): boolean {
    const json = this.#json
    this.textCharacters = 0
    this.textBytes = 0
    this.hasResult = false
    this.#textIsReasoning = false
    if (json.skipByte(CLOSE_BRACKET)) {
      this.onlyReasoning = false
      return true
    }
    this.onlyReasoning = true
    do {
      if (!this.#part()) return false
    } while (json.skipByte(COMMA))
    return json.skipByte(CLOSE_BRACKET)
  }

  #part(): boolean {
    const json = this.#json
    if (!json.take(ID) || !json.string() || !json.take(KIND)) return false
    const kind = partKind(json)
    if (kind === undefined || !json.take(CONTENT) || !json.string()) return false
    this.#note(kind)
    // most parts end here
    if (json.take(INTACT_END)) return true
    if (json.take(ATTACHMENT) && !(attachmentRef(json) && json.skipByte(CLOSE))) return false
    if (json.take(CALL_ID) && !json.string()) return false
    if (json.take(TOOL_NAME) && !json.string()) return false
    if (json.take(REPLAY) && !stringFields(json, REPLAY_FIELDS, true)) return false
    if (!json.take(PRUNE) || !pruneState(json)) return false
    if (json.take(REASONING) && !reasoningMeta(json)) return false
    if (json.take(RESPONSE) && !responseMeta(json)) return false
    return json.skipByte(CLOSE)
  }

  #note(kind: string): void {
    if (kind !== 'Reasoning') this.onlyReasoning = false
    if (kind === 'ToolResult') this.hasResult = true
    if (kind === 'ToolCall' || kind === 'Image' || kind === 'ToolResult') return
    if (this.#json.to === this.#json.from) return
    this.textBytes += this.#json.to - this.#json.from
    const reasoning = kind === 'Reasoning'
    if (this.textCharacters > 0 && !(this.#textIsReasoning && !reasoning)) return
    this.textCharacters = countCharacters(this.#json)
    this.#textIsReasoning = reasoning
  }
}

const PART_KINDS = (
  ['Prose', 'ToolCall', 'ToolResult', 'Text', 'Reasoning', 'Image', 'Code', 'Output', 'Error'] as const
).map((name) => ({ name, text: literal(`"${name}"`) }))

function partKind(json: JsonScanner): string | undefined {
  for (const { name, text } of PART_KINDS) if (json.take(text)) return name
  return undefined
}

/** Code points of the last string, up to `COUNTED` or a little more; four plain ASCII characters at a time. */
function countCharacters({ bytes, view, from, to }: JsonScanner): number {
  let count = 0
  let at = from
  while (at < to && count < COUNTED) {
    if (at + 4 <= to && isPlainAscii(view.getInt32(at, true))) {
      count += 4
      at += 4
      continue
    }
    const byte = bytes[at] ?? 0
    if ((byte & 0xc0) !== 0x80) count++
    at += byte !== BACKSLASH ? 1 : bytes[at + 1] === 0x75 ? 6 : 2
  }
  return count
}

/** Four bytes below 0x80, none of them a backslash. */
function isPlainAscii(word: number): boolean {
  const backslash = word ^ 0x5c5c5c5c
  return ((word | ((backslash - 0x01010101) & ~backslash)) & 0x80808080) === 0
}

/** Steps over an AttachmentRef (store-format.md §6.1). */
export function attachmentRef(json: JsonScanner): boolean {
  if (!json.take(ID) || !json.string() || !json.take(MEDIA)) return false
  if (!IMAGE_TYPES.some((type) => json.take(type))) return false
  if (!json.take(BYTE_LEN) || !json.unsigned(Number.MAX_SAFE_INTEGER)) return false
  if (json.take(WIDTH) && !json.unsigned(0xffffffff)) return false
  if (json.take(HEIGHT) && !json.unsigned(0xffffffff)) return false
  if (json.take(LABEL) && !json.string()) return false
  return json.skipByte(CLOSE)
}

/** Optional string fields of an object in their order; the opening brace has been read. */
function stringFields(json: JsonScanner, fields: readonly Field[], close: boolean): boolean {
  let first = true
  for (const field of fields) {
    if (!json.take(first ? field.first : field.later)) continue
    if (!json.string()) return false
    first = false
  }
  return !close || json.skipByte(CLOSE)
}

interface Field {
  readonly first: Literal
  readonly later: Literal
}
const field = (name: string): Field => ({ first: literal(`"${name}":`), later: literal(`,"${name}":`) })

function pruneState(json: JsonScanner): boolean {
  if (json.take(INTACT) || json.take(CLEARED)) return true
  if (json.take(DELETED)) return json.string() && json.take(ARCHIVE) && json.string() && json.take(CLOSE_TWO)
  return json.take(SUMMARIZED) && json.string() && json.take(ARCHIVE) && json.string() && json.take(CLOSE_TWO)
}

function reasoningMeta(json: JsonScanner): boolean {
  const start = json.at
  if (!stringFields(json, REASONING_FIELDS, false)) return false
  if (json.take(json.at === start ? REDACTED.first : REDACTED.later) && !json.take(TRUE)) return false
  if (json.take(json.at === start ? SUMMARY.first : SUMMARY.later) && !strings(json)) return false
  return json.skipByte(CLOSE)
}

function strings(json: JsonScanner): boolean {
  if (!json.skipByte(OPEN_BRACKET)) return false
  do {
    if (!json.string()) return false
  } while (json.skipByte(COMMA))
  return json.skipByte(CLOSE_BRACKET)
}

function responseMeta(json: JsonScanner): boolean {
  const start = json.at
  if (!stringFields(json, RESPONSE_FIELDS, false)) return false
  if (json.take(json.at === start ? PHASE.first : PHASE.later)) {
    if (!json.take(COMMENTARY) && !json.take(FINAL_ANSWER)) return false
  }
  return json.skipByte(CLOSE)
}

const COMMA = 0x2c
const CLOSE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const BACKSLASH = 0x5c
const CLOSE_TWO = literal('}}')
const TRUE = literal('true')
const ID = literal('{"id":')
const KIND = literal(',"kind":')
const CONTENT = literal(',"content":')
const ATTACHMENT = literal(',"attachment":{"reference":')
const CALL_ID = literal(',"tool_call_id":')
const TOOL_NAME = literal(',"tool_name":')
const REPLAY = literal(',"tool_replay":{')
const PRUNE = literal(',"prune_state":')
const REASONING = literal(',"reasoning_meta":{')
const RESPONSE = literal(',"response_meta":{')
const INTACT = literal('"Intact"')
const INTACT_END = literal(',"prune_state":"Intact"}')
const CLEARED = literal('"Cleared"')
const DELETED = literal('{"Deleted":{"breadcrumb":')
const SUMMARIZED = literal('{"Summarized":{"summary":')
const ARCHIVE = literal(',"archive_hash":')
const MEDIA = literal(',"media_type":{"kind":"image","type":')
const IMAGE_TYPES = ['png', 'jpeg', 'gif', 'webp', 'bmp'].map((type) => literal(`"${type}"}`))
const BYTE_LEN = literal(',"byte_len":')
const WIDTH = literal(',"width":')
const HEIGHT = literal(',"height":')
const LABEL = literal(',"label":')
const REPLAY_FIELDS = ['item_id', 'opaque'].map(field)
const REASONING_FIELDS = ['item_id', 'encrypted_content', 'signature'].map(field)
const REDACTED = field('redacted')
const SUMMARY = field('summary')
const RESPONSE_FIELDS = ['id', 'status'].map(field)
const PHASE = field('phase')
const COMMENTARY = literal('"commentary"')
const FINAL_ANSWER = literal('"final_answer"')

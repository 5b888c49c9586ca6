import { NodeFlag } from './columns'
import { type JsonScanner, type Literal, literal } from './json-scanner'

/** Reads `output` of a tool record (store-format.md §6.2). */
export interface ToolOutputScanner {
  /** Steps over `,"output":{…}`. @returns false where it needs the full decoder */
  read(): boolean
  /** `failed`, `cancelled` or 0. */
  flag: number
}

export const toolOutputScanner = (json: JsonScanner): ToolOutputScanner => new ToolOutput(json)

class ToolOutput implements ToolOutputScanner {
  flag = 0
  readonly #json: JsonScanner

  constructor(json: JsonScanner) {
    this.#json = json
  }

  read(): boolean {
    const json = this.#json
    if (!json.take(OUTCOME) || !this.#outcome() || !json.skipByte(CLOSE)) return false
    if (json.take(CONTROL) && !this.#control()) return false
    return json.skipByte(CLOSE)
  }

  #outcome(): boolean {
    const json = this.#json
    this.flag = 0
    if (json.take(SUCCESS)) return json.value(true)
    if (json.take(FAILURE)) {
      this.flag = NodeFlag.failed
      return this.#failure()
    }
    this.flag = NodeFlag.cancelled
    return json.take(CANCELLED) && json.take(MESSAGE_FIRST) && json.string() && this.#source() && this.#raw()
  }

  #failure(): boolean {
    const json = this.#json
    return (
      json.take(CLASS) &&
      oneOf(json, CLASSES) &&
      json.take(CODE) &&
      json.string() &&
      json.take(MESSAGE) &&
      json.string() &&
      this.#source() &&
      this.#retry() &&
      this.#raw()
    )
  }

  #source(): boolean {
    return this.#json.take(SOURCE) && oneOf(this.#json, SOURCES)
  }

  #retry(): boolean {
    const json = this.#json
    if (json.take(NEVER)) return true
    if (json.take(SAFE))
      return !json.take(AFTER) || json.unsigned(Number.MAX_SAFE_INTEGER) ? json.skipByte(CLOSE) : false
    return json.take(EXHAUSTED) && json.unsigned(0xffffffff) && json.skipByte(CLOSE)
  }

  /** A `raw` of null reads as absent (§6.2), so it is left to the full decoder. */
  #raw(): boolean {
    const json = this.#json
    if (json.take(RAW) && (json.take(NULL) || !json.value(true))) return false
    return json.skipByte(CLOSE)
  }

  #control(): boolean {
    const json = this.#json
    if (json.take(HANDOFF)) return json.string() && json.skipByte(CLOSE)
    if (json.take(FINISH)) return json.value(true) && json.skipByte(CLOSE)
    return json.take(FAIL) && this.#failure() && json.skipByte(CLOSE)
  }
}

const oneOf = (json: JsonScanner, choices: readonly Literal[]): boolean => {
  for (const choice of choices) if (json.take(choice)) return true
  return false
}

const quoted = (...words: string[]): Literal[] => words.map((word) => literal(`"${word}"`))
const CLOSE = 0x7d
const NULL = literal('null')
const OUTCOME = literal(',"output":{"outcome":{"status":')
const SUCCESS = literal('"success","payload":')
const FAILURE = literal('"failure","payload":')
const CANCELLED = literal('"cancelled","payload":')
const CONTROL = literal(',"control":{"type":')
const HANDOFF = literal('"handoff","session_id":')
const FINISH = literal('"finish","value":')
const FAIL = literal('"fail","failure":')
const CLASS = literal('{"class":')
const CODE = literal(',"code":')
const MESSAGE = literal(',"message":')
const MESSAGE_FIRST = literal('{"message":')
const SOURCE = literal(',"source":')
const NEVER = literal(',"retry":{"type":"never"}')
const SAFE = literal(',"retry":{"type":"safe"')
const AFTER = literal(',"after_ms":')
const EXHAUSTED = literal(',"retry":{"type":"exhausted","attempts":')
const RAW = literal(',"raw":')
const CLASSES = quoted(
  'invalid_request',
  'unavailable',
  'permission_denied',
  'timeout',
  'execution',
  'external',
  'resource_limit',
  'internal'
)
const SOURCES = quoted('runtime', 'tool', 'plugin', 'policy', 'cancellation')

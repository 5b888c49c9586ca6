import { linesOf } from './card-lines'
import { NodeFlag, type NodeKind, nodeKinds } from './columns'
import { JsonScanner, type Literal, literal } from './json-scanner'
import { partScanner } from './part-scanner'
import { TimeReader } from './timestamp'
import { toolOutputScanner } from './tool-scanner'

/** The code of a kind, as the `kind` column holds it. */
export const kindCode = (kind: NodeKind): number => nodeKinds.indexOf(kind)

/** The message id that automatic compaction gives to its summary (store-format.md §14.14). */
export const COMPACTION_ID = 'compaction-summary'

/** The plugin that makes such summaries. */
export const SUMMARISER_ID = 'rolling_history'

/** What two nodes are compared by (orphans.md, table of identities), as ranges of the row's bytes. */
export interface Ranges {
  /** 1 message · 2 call with an id · 3 call without · 4 mode, snapshot · 5 plugin */
  tag: number
  identityFrom: number
  identityTo: number
  contentFrom: number
  contentTo: number
  /** The first letter of a message's role; it counts as content. */
  role: number
}

/**
 * Recognises one row of `graph_nodes` that is written exactly as lash writes it, in one pass over its bytes and
 * without an object per node. A row that it accepts decodes, and equal values in it are equal bytes; a row that it
 * refuses may be anything and goes to `decodeNode`. What it finds stands in its fields until the next row.
 */
export class NodeScanner implements Ranges {
  readonly json = new JsonScanner()
  readonly #part = partScanner(this.json)
  readonly #output = toolOutputScanner(this.json)
  readonly #times = new TimeReader()

  idFrom = 0
  idTo = 0
  /** -1 = a root. */
  parentFrom = -1
  parentTo = -1
  time = Number.NaN
  kind = 0
  flags = 0
  lines = 0
  /** Bytes of what was said or done: texts of a message, arguments and result of a call, a mode step's payload. */
  textBytes = 0

  /** The plugin that shortens the context has made the message. */
  #summarised = false

  tag = 0
  identityFrom = 0
  identityTo = 0
  contentFrom = 0
  contentTo = 0
  role = 0

  /** Reads the row in `bytes[from, to)`. @returns false where the row needs the full decoder */
  scan(bytes: Uint8Array, from: number, to: number): boolean {
    const { json } = this
    json.start(bytes, from, to)
    this.flags = 0
    this.lines = 0
    this.textBytes = 0
    this.role = 0
    if (!this.#header()) return false
    const known = json.take(EVENT) ? this.#event() : json.take(PLUGIN) && this.#plugin()
    return known && json.skipByte(CLOSE) && json.at === to
  }

  #header(): boolean {
    const { json } = this
    if (!json.take(NODE_ID) || !json.string()) return false
    this.idFrom = json.from
    this.idTo = json.to
    this.parentFrom = -1
    if (json.take(PARENT)) {
      if (!json.string()) return false
      this.parentFrom = json.from
      this.parentTo = json.to
    }
    if (!json.take(TIMESTAMP) || !json.string()) return false
    this.time = this.#times.read(json.view, json.from, json.to)
    return true
  }

  #event(): boolean {
    const { json } = this
    if (json.take(CONVERSATION)) return this.#conversation()
    if (json.take(TOOL)) return this.#tool()
    if (json.take(MODE)) return this.#mode()
    return json.trusted && json.take(SNAPSHOT) && this.#snapshot()
  }

  #conversation(): boolean {
    const { json } = this
    if (!json.take(ID) || !json.string()) return false
    this.tag = 1
    this.identityFrom = json.from
    this.identityTo = json.to
    if (!json.take(ROLE)) return false
    this.role = json.bytes[json.at] ?? 0
    const role = json.take(USER) ? USER : json.take(ASSISTANT) ? ASSISTANT : json.take(SYSTEM) ? SYSTEM : null
    if (role === null || !json.take(PARTS)) return false
    this.contentFrom = json.at - 1
    if (!this.#part.list()) return false
    this.contentTo = json.at
    this.#summarised = false
    if (json.take(ORIGIN) && !this.#origin()) return false
    this.#nameMessage(role)
    return json.take(CLOSE_TWO)
  }

  #origin(): boolean {
    const { json } = this
    if (!json.string()) return false
    this.#summarised = isText(json.bytes, json.from, json.to, SUMMARISER)
    if (json.take(IS_TRANSIENT)) this.flags |= NodeFlag.transient
    return json.skipByte(CLOSE)
  }

  #nameMessage(role: Literal): void {
    const part = this.#part
    const compaction =
      this.#summarised || isText(this.json.bytes, this.identityFrom, this.identityTo, COMPACTION)
    this.lines = linesOf(part.textCharacters)
    this.textBytes = part.textBytes
    if (compaction) this.kind = KIND.compaction
    else if (role === SYSTEM) this.kind = KIND.system
    else if (role === ASSISTANT) this.kind = part.onlyReasoning ? KIND.reasoning : KIND.assistant
    else if (part.hasResult) {
      this.kind = KIND.toolResult
      this.lines = 0
    } else {
      this.kind = KIND.user
      this.flags |= NodeFlag.turnStart
    }
  }

  #tool(): boolean {
    const { json } = this
    if (!json.string() || !json.take(RECORD)) return false
    this.tag = 3
    if (json.take(CALL_ID)) {
      if (!json.string()) return false
      if (json.to > json.from) this.tag = 2
      this.identityFrom = json.from
      this.identityTo = json.to
      if (!json.skipByte(COMMA)) return false
    }
    if (!json.take(TOOL_NAME) || !json.string()) return false
    const nameFrom = json.from
    if (!json.take(ARGS)) return false
    this.contentFrom = json.at
    if (!json.value(false) || !this.#output.read()) return false
    this.contentTo = json.at
    if (this.tag === 3) {
      this.identityFrom = nameFrom
      this.identityTo = this.contentTo
    }
    this.kind = KIND.toolCall
    this.lines = 2
    this.textBytes = this.contentTo - this.contentFrom
    this.flags |= this.#output.flag
    return json.take(DURATION) && json.unsigned(Number.MAX_SAFE_INTEGER) && json.take(CLOSE_FOUR)
  }

  #mode(): boolean {
    const { json } = this
    this.tag = 4
    this.kind = KIND.modeStep
    this.identityFrom = json.at
    const read = json.string() && json.take(PAYLOAD) && json.value(false)
    this.identityTo = json.at
    this.textBytes = this.identityTo - this.identityFrom
    this.#noContent()
    return read && json.take(CLOSE_TWO)
  }

  #snapshot(): boolean {
    const { json } = this
    this.tag = 4
    this.kind = KIND.snapshot
    this.identityFrom = json.at
    const read = json.value(false)
    this.identityTo = json.at
    this.#noContent()
    return read && json.skipByte(CLOSE)
  }

  #plugin(): boolean {
    const { json } = this
    this.tag = 5
    this.kind = KIND.plugin
    this.identityFrom = json.at
    const read = json.string() && json.take(BODY) && json.value(false)
    this.identityTo = json.at
    this.#noContent()
    return read
  }

  #noContent(): void {
    this.contentFrom = 0
    this.contentTo = 0
  }
}

function isText(bytes: Uint8Array, from: number, to: number, { bytes: text }: Literal): boolean {
  if (to - from !== text.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false
  return true
}

const KIND = {
  user: kindCode('user'),
  assistant: kindCode('assistant'),
  reasoning: kindCode('reasoning'),
  toolCall: kindCode('toolCall'),
  toolResult: kindCode('toolResult'),
  modeStep: kindCode('modeStep'),
  snapshot: kindCode('snapshot'),
  plugin: kindCode('plugin'),
  compaction: kindCode('compaction'),
  system: kindCode('system')
} as const

const CLOSE = 0x7d
const COMMA = 0x2c
const CLOSE_TWO = literal('}}')
const CLOSE_FOUR = literal('}}}}')
const NODE_ID = literal('{"node_id":')
const PARENT = literal(',"parent_node_id":')
const TIMESTAMP = literal(',"timestamp":')
const EVENT = literal(',"kind":"event","event":')
const PLUGIN = literal(',"kind":"plugin","plugin_type":')
const BODY = literal(',"body":')
const CONVERSATION = literal('{"Conversation":')
const TOOL = literal('{"Tool":{"Invocation":{"stable_key":')
const MODE = literal('{"Mode":{"mode_id":')
const SNAPSHOT = literal('{"StateSnapshot":')
const ID = literal('{"id":')
const ROLE = literal(',"role":"')
const USER = literal('User')
const ASSISTANT = literal('Assistant')
const SYSTEM = literal('System')
const PARTS = literal('","parts":[')
const ORIGIN = literal(',"origin":{"kind":"plugin","plugin_id":')
const IS_TRANSIENT = literal(',"transient":true')
const RECORD = literal(',"record":{')
const CALL_ID = literal('"call_id":')
const TOOL_NAME = literal('"tool":')
const ARGS = literal(',"args":')
const DURATION = literal(',"duration_ms":')
const PAYLOAD = literal(',"payload":')
const COMPACTION = literal(COMPACTION_ID)
const SUMMARISER = literal(SUMMARISER_ID)

import { seenByModel } from '../contents'
import {
  type CallFields,
  type Content,
  type MessageFields,
  nodeJson,
  type Outcome,
  type PartFields,
  runningKey
} from '../node-json'
import type { Prng } from '../prng'

export interface SampleNode {
  readonly id: string
  readonly parent: string | null
  readonly json: string
  readonly content: Content
}

/** One call of a script: what the model asked for and what came of it. */
export interface ScriptedCall {
  readonly tool: string
  readonly args: { readonly [key: string]: string | number | boolean }
  readonly outcome: Outcome
  readonly ms: number
}

/** One round of a script: what the model thought and said, and the calls it made at once. */
export interface ScriptedRound {
  readonly reasoning?: string
  readonly says?: string
  readonly calls: readonly ScriptedCall[]
}

interface ActiveItem {
  readonly key: string
  readonly content: Content
}

/**
 * Plays the runtime's part: keeps the graph of one session as turns of the standard mode write it, with all the copies
 * they leave behind (README-runtime.md §2, store-format.md §9.6 and §9.8).
 */
export class ScriptedRuntime {
  readonly nodes: SampleNode[] = []
  leaf: string | null = null
  readonly #prng: Prng
  readonly #byId = new Map<string, SampleNode>()
  #now: number
  #calls = 0

  constructor(prng: Prng, startMs: number) {
    this.#prng = prng
    this.#now = startMs
  }

  /** Lets time pass, in ms. */
  wait(ms: number): void {
    this.#now += ms
  }

  user(parts: readonly PartFields[]): MessageFields {
    return { id: this.#messageId(), role: 'User', parts }
  }

  /** Appends a message below the leaf (store-format.md §9.5). */
  append(message: MessageFields): void {
    this.leaf = this.#write(this.#freeMessageId(message.id), this.leaf, { message })
  }

  /** Appends a node from outside a turn: `x…` for a plugin's, `e…` for an event (store-format.md §9.3). */
  appendNode(content: Content): void {
    const prefix = 'plugin' in content ? 'x' : 'e'
    this.leaf = this.#write(`${prefix}${this.#prng.hex()}`, this.leaf, content)
  }

  /** The first round of a turn: running nodes, the question again, then everything re-made below the last match. */
  firstRound(question: MessageFields, script: ScriptedRound): void {
    const before = this.#read()
    const { messages, calls } = this.#play(script)
    for (const call of calls) this.#event({ call, stableKey: runningKey(call) })
    for (const message of [question, ...messages]) this.#event({ message })
    this.replace([...before.messages, ...messages], [...before.calls, ...calls])
  }

  /** A later round stays in its running form: calls first, then the message that made them. */
  laterRound(script: ScriptedRound): void {
    const { messages, calls } = this.#play(script)
    for (const call of calls) this.#event({ call, stableKey: runningKey(call) })
    for (const message of messages) this.#event({ message })
  }

  /** The end of a turn: one plain Prose part, without reasoning. */
  answer(text: string): void {
    this.wait(4000 + this.#prng.below(9000))
    this.append({ id: this.#messageId(), role: 'Assistant', parts: [{ kind: 'Prose', content: text }] })
  }

  /** Moves the leaf, as `branch_to_node` with a commit does. */
  branchTo(id: string | null): void {
    this.leaf = id
  }

  /** Messages and calls of the active path, root first. */
  #read(): { messages: MessageFields[]; calls: CallFields[] } {
    const messages: MessageFields[] = []
    const calls: CallFields[] = []
    for (const { content } of this.path()) {
      if ('message' in content && !messages.some(({ id }) => id === content.message.id))
        messages.push(content.message)
      if ('call' in content) calls.push(content.call)
    }
    return { messages, calls }
  }

  path(): SampleNode[] {
    const path: SampleNode[] = []
    for (let at = this.leaf; at !== null; ) {
      const node = this.#byId.get(at)
      if (!node) break
      path.push(node)
      at = node.parent
    }
    return path.reverse()
  }

  /** Makes the active path hold these messages and calls (store-format.md §9.6). */
  replace(messages: readonly MessageFields[], calls: readonly CallFields[]): void {
    const target = targetItems(messages, calls)
    let matched = 0
    let leaf: string | null = null
    const seen = new Set<string>()
    for (const node of this.path()) {
      const key = itemKey(node.content)
      if (key === null) {
        leaf = node.id
        continue
      }
      if (seen.has(key)) continue
      if (target[matched]?.key !== key) break
      seen.add(key)
      matched++
      leaf = node.id
    }
    this.leaf = leaf
    for (const { content } of target.slice(matched)) this.#remake(content)
  }

  #remake(content: Content): void {
    if ('message' in content) this.append(content.message)
    else if ('call' in content) {
      const plain = `plugin:${content.call.call_id}`
      const id = this.#byId.has(plain) ? `${plain}:${this.#prng.uuid()}` : plain
      this.leaf = this.#write(id, this.leaf, { call: content.call, stableKey: content.call.call_id })
    }
  }

  #event(content: Content): void {
    this.leaf = this.#write(`plugin:e${this.#prng.hex()}`, this.leaf, content)
  }

  #play(script: ScriptedRound): { messages: MessageFields[]; calls: CallFields[] } {
    this.wait(3000 + this.#prng.below(8000))
    const calls = script.calls.map(({ tool, args, outcome, ms }) => ({
      call_id: `toolu_${String(++this.#calls).padStart(2, '0')}${this.#prng.hex().slice(0, 12)}`,
      tool,
      args,
      output: { outcome },
      duration_ms: ms
    }))
    this.wait(Math.max(...calls.map((call) => call.duration_ms)))
    const results = calls.map((call) => ({
      kind: 'ToolResult' as const,
      content: seenByModel(call.output.outcome),
      tool_call_id: call.call_id,
      tool_name: call.tool
    }))
    const assistant: MessageFields = {
      id: this.#messageId(),
      role: 'Assistant',
      parts: [...spoken(script), ...calls.map(callPart)]
    }
    return { messages: [assistant, this.user(results)], calls }
  }

  #messageId(): string {
    return `m${this.#prng.hex()}`
  }

  /** The message-id rule of store-format.md §9.3. */
  #freeMessageId(messageId: string): string {
    if (!this.#byId.has(messageId)) return messageId
    let id = `message:${messageId}`
    for (let n = 2; this.#byId.has(id); n++) id = `message:${messageId}:${n}`
    return id
  }

  #write(id: string, parent: string | null, content: Content): string {
    this.#now += 1 + this.#prng.below(12)
    const timestamp = new Date(this.#now).toISOString().replace('Z', '+00:00')
    const node = { id, parent, content, json: nodeJson(id, parent, timestamp, content) }
    this.nodes.push(node)
    this.#byId.set(id, node)
    return id
  }
}

const spoken = ({ reasoning, says }: ScriptedRound): PartFields[] => [
  ...(reasoning
    ? [{ kind: 'Reasoning' as const, content: reasoning, reasoning_meta: { summary: [reasoning] } }]
    : []),
  ...(says
    ? [{ kind: 'Prose' as const, content: says, response_meta: { phase: 'commentary' as const } }]
    : [])
]

const callPart = (call: CallFields): PartFields => ({
  kind: 'ToolCall',
  content: JSON.stringify(call.args),
  tool_call_id: call.call_id,
  tool_name: call.tool
})

/** The key by which a replacement recognises a node; null for the kinds that it always keeps. */
function itemKey(content: Content): string | null {
  if ('message' in content) return `message:${content.message.id}`
  if ('call' in content) return `${content.stableKey}\n${runningKey(content.call)}`
  return null
}

/** Each message with the calls that it made behind it; calls without a message stand behind the last one. */
function targetItems(messages: readonly MessageFields[], calls: readonly CallFields[]): ActiveItem[] {
  const item = (content: Content): ActiveItem => ({ key: itemKey(content) ?? '', content })
  const anchors = calls.map((call) => {
    const at = messages.findIndex(({ parts }) => parts.some((part) => part.tool_call_id === call.call_id))
    return at === -1 ? messages.length - 1 : at
  })
  return messages.flatMap((message, at) => [
    item({ message }),
    ...calls.filter((_, i) => anchors[i] === at).map((call) => item({ call, stableKey: call.call_id }))
  ])
}

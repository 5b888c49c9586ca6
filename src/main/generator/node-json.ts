/**
 * `node_json` texts as lash writes them (store-format.md §6): compact, struct fields in declaration order. Free values
 * (`args`, payloads, plugin bodies) must be given with sorted keys and without fractions, which is what `sorted` is for.
 */
export type Free = null | boolean | number | string | readonly Free[] | { readonly [key: string]: Free }

export interface PartFields {
  readonly kind: 'Text' | 'Prose' | 'Reasoning' | 'ToolCall' | 'ToolResult' | 'Error'
  readonly content: string
  readonly tool_call_id?: string
  readonly tool_name?: string
  readonly tool_replay?: { readonly item_id: string }
  /** Default `Intact`. */
  readonly prune_state?: { readonly Summarized: { readonly summary: string; readonly archive_hash: string } }
  readonly reasoning_meta?: { readonly item_id?: string; readonly summary?: readonly string[] }
  readonly response_meta?: {
    readonly id?: string
    readonly status?: string
    readonly phase?: 'commentary' | 'final_answer'
  }
}

export interface MessageFields {
  readonly id: string
  readonly role: 'User' | 'Assistant' | 'System'
  readonly parts: readonly PartFields[]
  readonly origin?: { readonly kind: 'plugin'; readonly plugin_id: string; readonly transient?: true }
}

export type Outcome =
  | { readonly status: 'success'; readonly payload: Free }
  | { readonly status: 'failure'; readonly payload: { readonly [key: string]: Free } }
  | { readonly status: 'cancelled'; readonly payload: { readonly message: string; readonly source: string } }

export interface CallFields {
  readonly call_id: string
  readonly tool: string
  readonly args: Free
  readonly output: { readonly outcome: Outcome }
  readonly duration_ms: number
}

/** What a node holds, without its place in the graph. */
export type Content =
  | { readonly message: MessageFields }
  | { readonly call: CallFields; readonly stableKey: string }
  | { readonly mode: { readonly mode_id: string; readonly payload: Free } }
  | {
      readonly snapshot: {
        readonly version: number
        readonly data: string
        readonly files: Record<string, string>
      }
    }
  | { readonly plugin: { readonly type: string; readonly body: Free } }

/** The same value with every object's keys in byte order (all keys used here are ASCII). */
export function sorted(value: Free): Free {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const partJson = (messageId: string, part: PartFields, index: number): object => ({
  id: `${messageId}.p${index}`,
  kind: part.kind,
  content: part.content,
  tool_call_id: part.tool_call_id,
  tool_name: part.tool_name,
  tool_replay: part.tool_replay,
  prune_state: part.prune_state ?? 'Intact',
  reasoning_meta: part.reasoning_meta,
  response_meta: part.response_meta
})

/** The record as it stands in a node and inside a long stable key (store-format.md §9.4). */
const callJson = (call: CallFields): object => ({
  call_id: call.call_id,
  tool: call.tool,
  args: sorted(call.args),
  output: { outcome: outcomeJson(call.output.outcome) },
  duration_ms: call.duration_ms
})

// A failure or cancellation is a struct in declaration order, a success is a free value.
const outcomeJson = (outcome: Outcome): object =>
  outcome.status === 'success' ? { status: 'success', payload: sorted(outcome.payload) } : outcome

/** The key of a call that is recorded while its turn still runs: the whole record (store-format.md §9.8). */
export const runningKey = (call: CallFields): string =>
  `tool_call:${call.call_id}:${JSON.stringify(callJson(call))}`

function kindFields(content: Content): object {
  if ('plugin' in content) {
    return { kind: 'plugin', plugin_type: content.plugin.type, body: sorted(content.plugin.body) }
  }
  return { kind: 'event', event: eventJson(content) }
}

function eventJson(content: Exclude<Content, { plugin: unknown }>): object {
  if ('message' in content) {
    const { id, role, parts, origin } = content.message
    return { Conversation: { id, role, parts: parts.map((part, i) => partJson(id, part, i)), origin } }
  }
  if ('call' in content) {
    return { Tool: { Invocation: { stable_key: content.stableKey, record: callJson(content.call) } } }
  }
  if ('mode' in content) {
    return { Mode: { mode_id: content.mode.mode_id, payload: sorted(content.mode.payload) } }
  }
  return { StateSnapshot: { Lashlang: content.snapshot } }
}

/** One `node_json`. `parent` null makes a root; `timestamp` is RFC 3339 with `+00:00`. */
export function nodeJson(id: string, parent: string | null, timestamp: string, content: Content): string {
  return JSON.stringify({
    node_id: id,
    parent_node_id: parent ?? undefined,
    timestamp,
    ...kindFields(content)
  })
}

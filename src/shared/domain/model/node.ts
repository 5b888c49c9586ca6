import type { Json } from '@shared/json/value'

/**
 * The session graph as lash decodes it (store-format.md §6). Field names are the stored ones, so that a name in a
 * document, in raw JSON and in code is the same word. Every value here was parsed by `model/decode`, never cast.
 * Unsigned and signed 64-bit fields are `bigint`.
 */
export type Role = 'User' | 'Assistant' | 'System'

export type PartKind =
  | 'Text'
  | 'Image'
  | 'Code'
  | 'Output'
  | 'Error'
  | 'Prose'
  | 'ToolCall'
  | 'ToolResult'
  | 'Reasoning'

export type PruneState =
  | { readonly kind: 'Intact' }
  | { readonly kind: 'Cleared' }
  | { readonly kind: 'Deleted'; readonly breadcrumb: string; readonly archive_hash: string }
  | { readonly kind: 'Summarized'; readonly summary: string; readonly archive_hash: string }

export type ImageType = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp'

export interface AttachmentRef {
  readonly id: string
  readonly media_type: ImageType
  readonly byte_len: bigint
  readonly width?: bigint
  readonly height?: bigint
  readonly label?: string
}

export interface ReplayMeta {
  readonly item_id?: string
  readonly opaque?: string
}

export interface ReasoningMeta {
  readonly item_id?: string
  readonly encrypted_content?: string
  readonly signature?: string
  readonly redacted: boolean
  readonly summary: readonly string[]
}

export interface ResponseMeta {
  readonly id?: string
  readonly status?: string
  readonly phase?: 'commentary' | 'final_answer'
}

export interface Part {
  readonly id: string
  readonly kind: PartKind
  readonly content: string
  readonly attachment?: { readonly reference: AttachmentRef }
  readonly tool_call_id?: string
  readonly tool_name?: string
  readonly tool_replay?: ReplayMeta
  readonly prune_state: PruneState
  readonly reasoning_meta?: ReasoningMeta
  readonly response_meta?: ResponseMeta
}

export interface Origin {
  readonly kind: 'plugin'
  readonly plugin_id: string
  readonly transient: boolean
}

export interface Message {
  readonly id: string
  readonly role: Role
  readonly parts: readonly Part[]
  readonly origin?: Origin
}

/** A tool value (store-format.md §6.2): JSON in which attachments are told apart from plain objects. */
export type ToolValue =
  | { readonly kind: 'scalar'; readonly value: null | boolean | bigint | number | string }
  | { readonly kind: 'array'; readonly items: readonly ToolValue[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, ToolValue> }
  | { readonly kind: 'attachment'; readonly ref: AttachmentRef }

export type FailureClass =
  | 'invalid_request'
  | 'unavailable'
  | 'permission_denied'
  | 'timeout'
  | 'execution'
  | 'external'
  | 'resource_limit'
  | 'internal'

export type FailureSource = 'runtime' | 'tool' | 'plugin' | 'policy' | 'cancellation'

export type Retry =
  | { readonly type: 'never' }
  | { readonly type: 'safe'; readonly after_ms?: bigint }
  | { readonly type: 'exhausted'; readonly attempts: bigint }

export interface ToolFailure {
  readonly class: FailureClass
  readonly code: string
  readonly message: string
  readonly source: FailureSource
  readonly retry: Retry
  readonly raw?: ToolValue
}

export interface ToolCancellation {
  readonly message: string
  readonly source: FailureSource
  readonly raw?: ToolValue
}

export type ToolOutcome =
  | { readonly status: 'success'; readonly payload: ToolValue }
  | { readonly status: 'failure'; readonly payload: ToolFailure }
  | { readonly status: 'cancelled'; readonly payload: ToolCancellation }

export type ToolControl =
  | { readonly type: 'handoff'; readonly session_id: string }
  | { readonly type: 'finish'; readonly value: ToolValue }
  | { readonly type: 'fail'; readonly failure: ToolFailure }

export interface ToolCallRecord {
  readonly call_id?: string
  readonly tool: string
  readonly args: Json
  readonly output: { readonly outcome: ToolOutcome; readonly control?: ToolControl }
  readonly duration_ms: bigint
}

/** One event; `kind` is the single key of the stored object. */
export type SessionEvent =
  | { readonly kind: 'Conversation'; readonly message: Message }
  | { readonly kind: 'Tool'; readonly stable_key: string; readonly record: ToolCallRecord }
  | { readonly kind: 'Mode'; readonly mode_id: string; readonly payload: Json }
  | {
      readonly kind: 'StateSnapshot'
      readonly version: bigint
      readonly data: string
      readonly files: ReadonlyMap<string, string>
    }

interface NodeBase {
  readonly node_id: string
  readonly parent_node_id?: string
  readonly timestamp: string
}

export type SessionNode =
  | (NodeBase & { readonly kind: 'event'; readonly event: SessionEvent })
  | (NodeBase & { readonly kind: 'plugin'; readonly plugin_type: string; readonly body: Json })

/** A graph in memory: nodes in load order and the leaf. Ids may repeat; the last position wins (§9.1). */
export interface SessionGraph {
  readonly nodes: readonly SessionNode[]
  readonly leaf_node_id?: string
}

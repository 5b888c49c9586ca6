import {
  ASSISTANT_KIND,
  CANCELLED_FLAG,
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
} from './codes'
import type { SeqColumn } from './seq-column'

/**
 * The session graph as columns: one entry per row of `graph_nodes`, in `seq` order, tombstoned and undecodable rows
 * included. No object per node exists for the whole graph; bodies are read when looked at.
 */
export interface NodeColumns {
  readonly count: number
  /** SQLite row number; grows, says nothing about age (fixtures show replaced rows). */
  readonly seq: SeqColumn
  /** Row index of the parent, or `NO_PARENT` (a root), or `LOST_PARENT` (its id is not stored). */
  readonly parent: Int32Array
  /** A `NodeKind` code. */
  readonly kind: Uint8Array
  /** Bits of `NodeFlag`. */
  readonly flags: Uint16Array
  /** UTF-8 bytes of the stored JSON. */
  readonly bytes: Uint32Array
  /** Milliseconds since 1970 of the node's own timestamp; NaN where it cannot be read. */
  readonly time: Float64Array
  /** Lines of text on the node's card, 0 to 3: fixes its height before any body is read. */
  readonly lines: Uint8Array
}

export const NO_PARENT = -1
export const LOST_PARENT = -2

/** The kinds of nodes by their codes; the last two are of rows that do not decode. */
export const nodeKinds = Object.values({
  [USER_KIND]: 'user',
  [ASSISTANT_KIND]: 'assistant',
  [REASONING_KIND]: 'reasoning',
  [TOOL_CALL_KIND]: 'toolCall',
  [TOOL_RESULT_KIND]: 'toolResult',
  [MODE_STEP_KIND]: 'modeStep',
  [SNAPSHOT_KIND]: 'snapshot',
  [PLUGIN_KIND]: 'plugin',
  [COMPACTION_KIND]: 'compaction',
  [SYSTEM_KIND]: 'system',
  10: 'unknown',
  11: 'unreadable'
} as const)
export type NodeKind = (typeof nodeKinds)[number]

/** Kinds of conversation nodes: what healing chooses from (store-format.md §9.7). */
const messageKinds: ReadonlySet<NodeKind> = new Set([
  'user',
  'assistant',
  'reasoning',
  'toolResult',
  'compaction',
  'system'
])

/** Whether a row is a conversation node; `kind` is the column of kinds. */
export const isMessageRow = (kind: Uint8Array, row: number): boolean =>
  messageKinds.has(nodeKinds[kind[row] ?? 0] ?? 'unknown')

/** What is known of a node beside its kind. Classes are set by the verification pass only. */
export const NodeFlag = {
  onPath: 1,
  tombstoned: 1 << 1,
  undecodable: 1 << 2,
  inCycle: 1 << 3,
  lostParent: 1 << 4,
  /** The parent is stored but tombstoned or undecodable, so the chain is cut here. */
  cut: 1 << 5,
  copy: 1 << 6,
  variant: 1 << 7,
  unique: 1 << 8,
  failed: FAILED_FLAG,
  cancelled: CANCELLED_FLAG,
  /** A user's own message (not tool results): a turn begins here. */
  turnStart: TURN_START_FLAG,
  transient: TRANSIENT_FLAG,
  finding: 1 << 13,
  leaf: 1 << 14,
  resident: 1 << 15
} as const

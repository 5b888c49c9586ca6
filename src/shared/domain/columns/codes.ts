/*
 * What the compiled program (`assembly/`) and TypeScript both have to know. Both compilers read this file, so it holds
 * plain numbers only.
 */

/** Characters that fit on one line of a card; more than three lines are cut there. */
export const CARD_LINE = 46
export const CARD_LINES = 3

// kinds, named in `nodeKinds`
export const USER_KIND = 0
export const ASSISTANT_KIND = 1
export const REASONING_KIND = 2
export const TOOL_CALL_KIND = 3
export const TOOL_RESULT_KIND = 4
export const MODE_STEP_KIND = 5
export const SNAPSHOT_KIND = 6
export const PLUGIN_KIND = 7
export const COMPACTION_KIND = 8
export const SYSTEM_KIND = 9

// bits of `NodeFlag` that a row alone decides
export const FAILED_FLAG = 1 << 9
export const CANCELLED_FLAG = 1 << 10
export const TURN_START_FLAG = 1 << 11
export const TRANSIENT_FLAG = 1 << 12

// what two nodes are compared by (orphans.md)
export const BY_MESSAGE_ID = 1
export const BY_CALL_ID = 2
/** A call without an id: its name, arguments and output. */
export const BY_CALL = 3
/** A mode step or a snapshot as a whole. */
export const BY_EVENT = 4
export const BY_PLUGIN = 5

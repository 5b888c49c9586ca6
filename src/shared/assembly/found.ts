import { Place } from './text'

/**
 * What has been found in the last row; the other side reads it from memory, word for word in this order
 * (`WORDS` in `row-memory.ts`).
 */
@unmanaged
export class Found {
  /** The inside of the id, and of the parent's, which is 0 for a root. */
  idFrom: Place = 0
  idTo: Place = 0
  parentFrom: Place = 0
  parentTo: Place = 0
  kind: i32 = 0
  flags: i32 = 0
  lines: i32 = 0
  /** Bytes of what was said or done: texts of a message, arguments and result of a call, a mode step's payload. */
  textBytes: i32 = 0
  /** What the node is compared by: `BY_…`. */
  tag: i32 = 0
  /** The first letter of a message's role; it counts as content. */
  role: i32 = 0
  identityFrom: Place = 0
  identityTo: Place = 0
  contentFrom: Place = 0
  contentTo: Place = 0
  /** The keys of the two ids; a root has 0 for its parent. */
  id: u64 = 0
  parent: u64 = 0
  identity: u64 = 0
  content: u64 = 0
  /** Milliseconds since 1970; NaN where it cannot be read. */
  time: f64 = 0
}

export const found = changetype<Found>(heap.alloc(offsetof<Found>()))

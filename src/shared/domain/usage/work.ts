/** What the estimate needs of a live node. */
export interface NodeText {
  /** The same number for all nodes that are the same message or call (orphans.md, "Identity of a node"). */
  readonly identity: number
  /** UTF-8 bytes of its text: message parts, call arguments and results. */
  readonly textBytes: number
  readonly onPath: boolean
}

/** An estimate, to be shown as one: messages and calls, each counted once, and their text in tokens. */
export interface WorkShare {
  readonly things: number
  readonly estimatedTokens: number
}

export interface WorkEstimate {
  readonly path: WorkShare
  /** What exists only off the active path. */
  readonly abandoned: WorkShare
}

/** Four bytes of text for one token: the usual rule of thumb for English and code, and no more than that. */
export const BYTES_PER_TOKEN = 4

/**
 * How much text lies on the active path and how much only on orphan branches, in estimated tokens. A message or call
 * counts once however many copies the runtime made of it: on the path if any of its nodes is there, with the longest
 * text found there, else as abandoned, with its longest. It says nothing about money: ledger rows name no node.
 */
export function estimateWork(nodes: Iterable<NodeText>): WorkEstimate {
  const onPath = new Map<number, number>()
  const offPath = new Map<number, number>()
  for (const { identity, textBytes, onPath: lies } of nodes) {
    const longest = lies ? onPath : offPath
    longest.set(identity, Math.max(longest.get(identity) ?? 0, textBytes))
  }
  for (const identity of onPath.keys()) offPath.delete(identity)
  return { path: shareOf(onPath), abandoned: shareOf(offPath) }
}

function shareOf(longest: ReadonlyMap<number, number>): WorkShare {
  let bytes = 0
  for (const textBytes of longest.values()) bytes += textBytes
  return { things: longest.size, estimatedTokens: Math.ceil(bytes / BYTES_PER_TOKEN) }
}

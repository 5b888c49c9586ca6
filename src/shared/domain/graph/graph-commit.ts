import type { SessionGraph, SessionNode } from '@shared/domain/model/node'

/** What a commit does to the rows of a store (store-format.md §10.2). The leaf is never checked against the rows. */
export type GraphCommit =
  | { readonly kind: 'Unchanged'; readonly leaf: string | undefined }
  | { readonly kind: 'Append'; readonly nodes: readonly SessionNode[]; readonly leaf: string | undefined }
  | { readonly kind: 'ReplaceFull'; readonly graph: SessionGraph }

/** The leaf that the head holds after the commit. */
export function committedLeaf(commit: GraphCommit): string | undefined {
  return commit.kind === 'ReplaceFull' ? commit.graph.leaf_node_id : commit.leaf
}

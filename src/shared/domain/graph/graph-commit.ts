import type { SessionGraph, SessionNode } from '@shared/domain/model/node'
import type { Json, JsonObject } from '@shared/json/value'

/** What a commit does to the rows of a store (store-format.md §10.2). The leaf is never checked against the rows. */
export type GraphCommit =
  | { readonly kind: 'Unchanged'; readonly leaf: string | undefined }
  | { readonly kind: 'Append'; readonly nodes: readonly SessionNode[]; readonly leaf: string | undefined }
  | { readonly kind: 'ReplaceFull'; readonly graph: SessionGraph }

/** The leaf that the head holds after the commit. */
export function committedLeaf(commit: GraphCommit): string | undefined {
  return commit.kind === 'ReplaceFull' ? commit.graph.leaf_node_id : commit.leaf
}

/** A commit delta as the vectors show it; an unchanged graph has no node ids. */
export function graphCommitJson(commit: GraphCommit): JsonObject {
  const json = new Map<string, Json>([
    ['kind', commit.kind],
    ['leaf_node_id', committedLeaf(commit) ?? null]
  ])
  if (commit.kind === 'Unchanged') return json
  const nodes = commit.kind === 'Append' ? commit.nodes : commit.graph.nodes
  return json.set(
    'node_ids',
    nodes.map((node) => node.node_id)
  )
}

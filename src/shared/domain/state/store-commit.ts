import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { bytes, encode, type Shape } from '@shared/domain/blobs/msgpack/shape'
import { pluginSnapshot } from '@shared/domain/blobs/plugin-snapshot'
import { toolState } from '@shared/domain/blobs/tool-state'
import { committedLeaf, type GraphCommit } from '@shared/domain/graph/graph-commit'
import type { CheckpointManifest } from '@shared/domain/model/head'
import type { SessionNode } from '@shared/domain/model/node'
import type { HydratedCheckpoint } from '@shared/domain/model/state'
import { sha256Hex } from '@shared/hash/sha256'
import { err, ok, type Result } from '@shared/result'
import { defined } from './defined'
import type { RuntimeError } from './runtime-error'
import type { CommitResult, SessionCommit } from './session-commit'
import { rowOf, type StoreModel, type StoreRow } from './store-model'

/**
 * Commits to a store in memory as `commit_runtime_state` does (store-format.md §10.2): all of it or, on an error,
 * nothing. Errors: other session, other revision than expected, a node id the store cannot take.
 */
export function commitSession(
  store: StoreModel,
  commit: SessionCommit
): Result<{ readonly store: StoreModel; readonly result: CommitResult }, RuntimeError> {
  const stored = store.head?.session_id
  if (stored !== undefined && stored !== commit.session_id) {
    return err({ kind: 'session-binding-mismatch', stored, given: commit.session_id })
  }
  const actual = store.head?.head_revision ?? 0n
  const expected = commit.expected_head_revision
  if (expected !== undefined && expected !== actual) {
    return err({ kind: 'head-revision-conflict', expected, actual })
  }
  const rows = commitRows(store, commit.graph)
  if (!rows.ok) return rows
  const { blobs, ref, manifest } = storeCheckpoint(store.blobs, commit.checkpoint)
  const head = defined({
    session_id: commit.session_id,
    head_revision: actual + 1n,
    config: commit.config,
    checkpoint_ref: ref,
    leaf_node_id: committedLeaf(commit.graph),
    graph_node_count: BigInt(rows.value.rows.filter((row) => !row.tombstoned).length),
    token_ledger: []
  })
  return ok({
    store: { ...rows.value, head, blobs, usage_deltas: [...store.usage_deltas, ...commit.usage_deltas] },
    result: { head_revision: head.head_revision, checkpoint_ref: ref, manifest }
  })
}

function commitRows(
  store: StoreModel,
  commit: GraphCommit
): Result<Pick<StoreModel, 'rows' | 'last_seq'>, RuntimeError> {
  switch (commit.kind) {
    case 'Unchanged':
      return ok({ rows: store.rows, last_seq: store.last_seq })
    case 'Append':
      return insertRows(store.rows, commit.nodes, store.last_seq)
    case 'ReplaceFull':
      return insertRows([], commit.graph.nodes, store.last_seq)
  }
}

function insertRows(
  kept: readonly StoreRow[],
  nodes: readonly SessionNode[],
  lastSeq: bigint
): Result<Pick<StoreModel, 'rows' | 'last_seq'>, RuntimeError> {
  const taken = new Set(kept.map((row) => row.id))
  const rows = [...kept]
  let seq = lastSeq
  for (const node of nodes) {
    if (taken.has(node.node_id)) return err({ kind: 'duplicate-node-id', id: node.node_id })
    taken.add(node.node_id)
    seq += 1n
    rows.push(rowOf(node, seq))
  }
  return ok({ rows, last_seq: seq })
}

/** Stores the snapshots that are present, carries the other refs over, and stores the manifest (§10.2 step 3). */
function storeCheckpoint(
  before: ReadonlyMap<string, Uint8Array>,
  checkpoint: HydratedCheckpoint
): {
  readonly blobs: ReadonlyMap<string, Uint8Array>
  readonly ref: string
  readonly manifest: CheckpointManifest
} {
  const blobs = new Map(before)
  const store = <T>(shape: Shape<T>, value: T): string => {
    const content = encode(shape, value)
    const hash = sha256Hex(content)
    if (!blobs.has(hash)) blobs.set(hash, content)
    return hash
  }
  const refOf = <T>(
    shape: Shape<T>,
    snapshot: T | undefined,
    carried: string | undefined
  ): string | undefined => (snapshot === undefined ? carried : store(shape, snapshot))
  const manifest: CheckpointManifest = defined({
    turn_state: checkpoint.turn_state,
    tool_state_ref: refOf(toolState, checkpoint.tool_state, checkpoint.tool_state_ref),
    plugin_snapshot_ref: refOf(pluginSnapshot, checkpoint.plugin_snapshot, checkpoint.plugin_snapshot_ref),
    plugin_snapshot_revision: checkpoint.plugin_snapshot_revision,
    execution_state_ref: refOf(bytes, checkpoint.execution_state, checkpoint.execution_state_ref)
  })
  return { blobs, ref: store(checkpointManifest, manifest), manifest }
}

import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { bytes, decode, type Shape } from '@shared/domain/blobs/msgpack/shape'
import { pluginSnapshot } from '@shared/domain/blobs/plugin-snapshot'
import { toolState } from '@shared/domain/blobs/tool-state'
import { graphOf } from '@shared/domain/graph/node'
import type { SessionGraph, SessionNode } from '@shared/domain/model/node'
import type { HydratedCheckpoint, SessionHeadWithGraph } from '@shared/domain/model/state'
import { mergeStoreRule } from '@shared/domain/usage/ledger'
import { err, ok, type Result } from '@shared/result'
import { defined } from './defined'
import type { RuntimeError } from './runtime-error'
import { fullGraph, type StoreModel, type StoreRow } from './store-model'

/** What a store gives the runtime: head, graph, merged ledger and the checkpoint as far as it can be read (§10.1). */
export interface LoadedSession extends SessionHeadWithGraph {
  readonly checkpoint?: HydratedCheckpoint
}

/** Loads the full graph; undefined when the store has no head. */
export function loadFullGraph(store: StoreModel): LoadedSession | undefined {
  return loadedSession(store, fullGraph(store))
}

/**
 * Loads only the rows on the way from the head's leaf to the root, as SQLite walks them: by id column and by the
 * parent that SQLite reads. Rows that do not decode are left out, the walk passes through them (§10.1, §14.24).
 * Errors: a row on the way that SQLite cannot read, or a loop.
 */
export function loadActivePath(store: StoreModel): Result<LoadedSession | undefined, RuntimeError> {
  const leaf = store.head?.leaf_node_id
  const walked = leaf === undefined ? ok([]) : walkRows(store.rows, leaf)
  if (!walked.ok) return walked
  return ok(loadedSession(store, graphOf(walked.value, leaf)))
}

function walkRows(rows: readonly StoreRow[], leaf: string): Result<SessionNode[], RuntimeError> {
  const live = new Map(rows.filter((row) => !row.tombstoned).map((row) => [row.id, row]))
  const seen = new Set<string>()
  const nodes: SessionNode[] = []
  let row = live.get(leaf)
  while (row !== undefined) {
    if (seen.has(row.id))
      return err({ kind: 'would-hang', members: [...seen].slice([...seen].indexOf(row.id)) })
    seen.add(row.id)
    if (row.node !== undefined) nodes.push(row.node)
    if (row.link.kind === 'unreadable')
      return err({ kind: 'row-unreadable', id: row.id, reason: row.link.reason })
    row = row.link.kind === 'parent' ? live.get(row.link.id) : undefined
  }
  return ok(nodes.reverse())
}

function loadedSession(store: StoreModel, graph: SessionGraph): LoadedSession | undefined {
  const head = store.head
  if (head === undefined) return undefined
  return defined({
    session_id: head.session_id,
    head_revision: head.head_revision,
    graph,
    config: head.config,
    checkpoint_ref: head.checkpoint_ref,
    token_ledger: mergeStoreRule(store.usage_deltas),
    checkpoint: head.checkpoint_ref === undefined ? undefined : hydrate(store, head.checkpoint_ref)
  })
}

/** Manifest and the blobs it names; whatever is missing or does not decode is left out without an error (§10.1). */
function hydrate(store: StoreModel, ref: string): HydratedCheckpoint | undefined {
  const manifest = blob(store, ref, checkpointManifest)
  if (manifest === undefined) return undefined
  return defined({
    ...manifest,
    tool_state: blob(store, manifest.tool_state_ref, toolState),
    plugin_snapshot: blob(store, manifest.plugin_snapshot_ref, pluginSnapshot),
    execution_state: blob(store, manifest.execution_state_ref, bytes)
  })
}

function blob<T>(store: StoreModel, ref: string | undefined, shape: Shape<T>): T | undefined {
  const content = ref === undefined ? undefined : store.blobs.get(ref)
  const decoded = content === undefined ? undefined : decode(shape, content)
  return decoded?.ok ? decoded.value : undefined
}

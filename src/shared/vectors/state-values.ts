import { bytes, u64 } from '@shared/domain/model/codec/basic'
import type { Codec } from '@shared/domain/model/codec/codec'
import { checkpoint, ledgerEntry } from '@shared/domain/model/codec/head'
import { pluginSnapshot, toolState } from '@shared/domain/model/codec/snapshots'
import { anyState } from '@shared/domain/model/codec/state'
import type { CheckpointManifest, LedgerEntry } from '@shared/domain/model/head'
import type { HydratedCheckpoint, PersistedSessionState } from '@shared/domain/model/state'
import { defined } from '@shared/domain/state/defined'
import type { CommitResult } from '@shared/domain/state/session-commit'
import type { Json, JsonObject } from '@shared/json/value'
import { asObject, member, object, text } from './case'
import { decoded, encoded, flag, listOf } from './values'

/** States and checkpoints inside operation vectors, in both directions. */

/** A state in the vectors' form: the serialised part, and the two fields that are never serialised. */
export function stateOf(input: JsonObject, key = 'before'): PersistedSessionState {
  const form = asObject(member(input, key), key)
  return defined({
    ...decoded(anyState.persisted, member(form, 'state'), 'state'),
    head_revision: optionally(form, 'head_revision', u64),
    graph_replace_required: flag(form, 'graph_replace_required')
  })
}

export function stateJson(state: PersistedSessionState): Json {
  return object({
    state: encoded(anyState.persisted, state),
    head_revision: state.head_revision ?? null,
    graph_replace_required: state.graph_replace_required
  })
}

/** A checkpoint in the vectors' form: every member is there, null when there is none. */
export function checkpointOf(value: Json): HydratedCheckpoint {
  const form = asObject(value, 'checkpoint')
  return defined({
    ...decoded(checkpoint, form, 'checkpoint'),
    tool_state: optionally(form, 'tool_state', toolState),
    plugin_snapshot: optionally(form, 'plugin_snapshot', pluginSnapshot),
    execution_state: optionally(form, 'execution_state', bytes)
  })
}

export function checkpointJson(value: HydratedCheckpoint): Json {
  return object({
    turn_state: turnStateJson(value),
    tool_state_ref: value.tool_state_ref ?? null,
    tool_state: orNull(toolState, value.tool_state),
    plugin_snapshot_ref: value.plugin_snapshot_ref ?? null,
    plugin_snapshot: orNull(pluginSnapshot, value.plugin_snapshot),
    plugin_snapshot_revision: value.plugin_snapshot_revision ?? null,
    execution_state_ref: value.execution_state_ref ?? null,
    execution_state: orNull(bytes, value.execution_state)
  })
}

export function turnStateJson({ turn_state }: Pick<CheckpointManifest, 'turn_state'>): Json {
  return member(asObject(encoded(checkpoint, { turn_state }), 'checkpoint'), 'turn_state')
}

export function commitResultOf(value: Json): CommitResult {
  const form = asObject(value, 'result')
  return {
    head_revision: decoded(u64, member(form, 'head_revision'), 'head_revision'),
    checkpoint_ref: text(form, 'checkpoint_ref'),
    manifest: decoded(checkpoint, member(form, 'manifest'), 'manifest')
  }
}

export function commitResultJson(result: CommitResult): Json {
  return object({
    head_revision: result.head_revision,
    checkpoint_ref: result.checkpoint_ref,
    manifest: encoded(checkpoint, result.manifest)
  })
}

export function ledgerOf(input: JsonObject, key: string): LedgerEntry[] {
  return listOf(input, key, ledgerEntry)
}

export function ledgerJson(rows: readonly LedgerEntry[]): Json {
  return rows.map((row) => encoded(ledgerEntry, row))
}

/** A member that is null when there is no value. */
export function optionally<T>(input: JsonObject, key: string, codec: Codec<T>): T | undefined {
  const value = member(input, key)
  return value === null ? undefined : decoded(codec, value, key)
}

function orNull<T>(codec: Codec<T>, value: T | undefined): Json {
  return value === undefined ? null : encoded(codec, value)
}

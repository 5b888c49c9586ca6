import type { PluginSnapshot, ToolState } from '@shared/domain/model/snapshots'
import type { PersistedSessionState } from '@shared/domain/model/state'
import { defined } from './defined'

/** What the live plugin session reports. */
export interface LivePlugins {
  readonly tool_generation: bigint
  readonly tool_state: ToolState
  /** 64-bit hash over the plugins' ids, versions and revisions (store-format.md §7.3). */
  readonly fingerprint: bigint
  /** Absent when taking the snapshot failed. */
  readonly plugin_snapshot?: PluginSnapshot
}

/**
 * Takes new snapshots where the stored ones are missing or out of date: tools by generation, plugins by fingerprint.
 * The new fingerprint is kept in any case (store-format.md §11.1).
 */
export function refreshPluginSnapshots(
  state: PersistedSessionState,
  live: LivePlugins
): PersistedSessionState {
  const toolsStale =
    state.tool_state_ref === undefined || state.tool_state_generation !== live.tool_generation
  const pluginsStale =
    state.plugin_snapshot_ref === undefined || state.plugin_snapshot_revision !== live.fingerprint
  return defined({
    ...state,
    tool_state_snapshot: toolsStale ? live.tool_state : state.tool_state_snapshot,
    tool_state_generation: live.tool_generation,
    plugin_snapshot: pluginsStale ? live.plugin_snapshot : state.plugin_snapshot,
    plugin_snapshot_revision: live.fingerprint
  })
}

import { type PluginVersion, pluginFingerprint } from '@shared/domain/blobs/fingerprint'
import { graphCommitJson } from '@shared/domain/graph/graph-commit'
import { bytes, u64 } from '@shared/domain/model/codec/basic'
import { config } from '@shared/domain/model/codec/head'
import { pluginSnapshot, toolState } from '@shared/domain/model/codec/snapshots'
import { anyState, headWithGraph } from '@shared/domain/model/codec/state'
import { usageReport as usageReportCodec } from '@shared/domain/model/codec/usage'
import type { SessionStateEnvelope } from '@shared/domain/model/state'
import { defined } from '@shared/domain/state/defined'
import { type LivePlugins, refreshPluginSnapshots } from '@shared/domain/state/live-plugins'
import { applyPersistedCommitResult, persistCommit } from '@shared/domain/state/session-commit'
import {
  applyPersistedSessionConfig,
  applySessionCheckpoint,
  applySessionHead
} from '@shared/domain/state/stored'
import {
  applyExportedState,
  discardRuntimeSnapshots,
  exportState,
  fromState,
  setExecutionStateSnapshot,
  stampRuntimeState,
  turnState
} from '@shared/domain/state/transfer'
import { usageReport } from '@shared/domain/usage/report'
import { sha256 } from '@shared/hash/sha256'
import type { Json, JsonObject } from '@shared/json/value'
import { asArray, asObject, member, object, text } from './case'
import {
  checkpointJson,
  checkpointOf,
  commitResultOf,
  ledgerJson,
  ledgerOf,
  optionally,
  stateJson,
  stateOf,
  turnStateJson
} from './state-values'
import { decoded, encoded } from './values'

/** Runs a case of `state`: one function on a session state, without a store. */
export function runState(input: JsonObject): Json | undefined {
  return OPERATIONS[text(input, 'op')]?.(input)
}

const OPERATIONS: Readonly<Record<string, (input: JsonObject) => Json>> = {
  from_state: (input) => after(fromState(envelopeOf(input))),
  export_state: (input) => object({ envelope: encoded(anyState.envelope, exportState(stateOf(input))) }),
  apply_exported_state: (input) => after(applyExportedState(stateOf(input), envelopeOf(input))),
  stamp_runtime_state: (input) =>
    after(
      stampRuntimeState(
        stateOf(input),
        optionally(input, 'tool_state', toolState),
        optionally(input, 'plugin_snapshot', pluginSnapshot)
      )
    ),
  discard_runtime_snapshots: (input) => after(discardRuntimeSnapshots(stateOf(input))),
  set_execution_state_snapshot: (input) =>
    after(setExecutionStateSnapshot(stateOf(input), optionally(input, 'snapshot', bytes))),
  refresh_plugin_snapshots: runRefreshPlugins,
  apply_persisted_commit_result: (input) =>
    after(applyPersistedCommitResult(stateOf(input), commitResultOf(member(input, 'result')))),
  apply_persisted_session_config: runApplyConfig,
  apply_session_checkpoint: runApplyCheckpoint,
  apply_session_head: (input) =>
    after(applySessionHead(stateOf(input), decoded(headWithGraph, member(input, 'head'), 'head'))),
  turn_state: (input) => object({ turn_state: turnStateJson({ turn_state: turnState(stateOf(input)) }) }),
  usage_report: (input) =>
    object({ report: encoded(usageReportCodec, usageReport(stateOf(input).token_ledger)) }),
  persisted_state_commit: runPersistCommit
}

function runRefreshPlugins(input: JsonObject): Json {
  const live = livePluginsOf(asObject(member(input, 'live'), 'live'))
  return object({
    fingerprint: live.fingerprint,
    after: stateJson(refreshPluginSnapshots(stateOf(input), live))
  })
}

function livePluginsOf(live: JsonObject): LivePlugins {
  const plugins = asArray(member(live, 'plugins'), 'plugins').map((item): PluginVersion => {
    const plugin = asObject(item, 'plugin')
    return {
      id: text(plugin, 'id'),
      version: text(plugin, 'version'),
      revision: decoded(u64, member(plugin, 'revision'), 'revision')
    }
  })
  return defined({
    tool_generation: decoded(u64, member(live, 'tool_generation'), 'tool_generation'),
    tool_state: decoded(toolState, member(live, 'tool_state'), 'tool_state'),
    fingerprint: pluginFingerprint(plugins, sha256),
    plugin_snapshot: optionally(live, 'plugin_snapshot', pluginSnapshot)
  })
}

function runApplyConfig(input: JsonObject): Json {
  const policy = decoded(anyState.policy, member(input, 'policy'), 'policy')
  const applied = applyPersistedSessionConfig(policy, decoded(config, member(input, 'config'), 'config'))
  return object({ policy: encoded(anyState.policy, applied) })
}

function runApplyCheckpoint(input: JsonObject): Json {
  const value = member(input, 'checkpoint')
  return after(applySessionCheckpoint(stateOf(input), value === null ? undefined : checkpointOf(value)))
}

function runPersistCommit(input: JsonObject): Json {
  const commit = persistCommit(stateOf(input), ledgerOf(input, 'usage_deltas'))
  return object({
    session_id: commit.session_id,
    expected_head_revision: commit.expected_head_revision ?? null,
    config: encoded(config, commit.config),
    graph: graphCommitJson(commit.graph),
    checkpoint: checkpointJson(commit.checkpoint),
    usage_deltas: ledgerJson(commit.usage_deltas)
  })
}

function envelopeOf(input: JsonObject): SessionStateEnvelope {
  return decoded(anyState.envelope, member(input, 'envelope'), 'envelope')
}

function after(state: Parameters<typeof stateJson>[0]): Json {
  return object({ after: stateJson(state) })
}

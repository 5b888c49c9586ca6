import { createHash } from 'node:crypto'
import { checkpoint as checkpointCodec } from '@shared/domain/model/codec/head'
import { toolState as toolStateCodec } from '@shared/domain/model/codec/snapshots'
import type { PluginSnapshot, ToolState } from '@shared/domain/model/snapshots'
import type { HydratedCheckpoint } from '@shared/domain/model/state'
import { jsonObject } from '@shared/json/object'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import type { SessionReading } from '../store/session'

/** The checkpoint as lash hydrates it. Every u64 of a reference or revision is a decimal string. */
export function checkpointJson({ head, checkpoint: { checkpoint } }: SessionReading): Json {
  const ref = head?.head?.checkpoint_ref ?? null
  if (checkpoint === undefined) return jsonObject({ checkpoint_ref: ref, hydrated: false })
  return jsonObject({
    checkpoint_ref: ref,
    hydrated: true,
    turn_state: turnStateJson(checkpoint),
    refs: jsonObject({
      tool_state: checkpoint.tool_state_ref ?? null,
      plugin_snapshot: checkpoint.plugin_snapshot_ref ?? null,
      execution_state: checkpoint.execution_state_ref ?? null
    }),
    plugin_snapshot_revision: decimal(checkpoint.plugin_snapshot_revision),
    tool_state: checkpoint.tool_state === undefined ? null : toolStateJson(checkpoint.tool_state),
    plugin_snapshot:
      checkpoint.plugin_snapshot === undefined ? null : pluginsJson(checkpoint.plugin_snapshot),
    execution_state:
      checkpoint.execution_state === undefined ? null : executionJson(checkpoint.execution_state)
  })
}

function turnStateJson(checkpoint: HydratedCheckpoint): Json {
  return asObject(checkpointCodec.write(checkpoint)).get('turn_state') ?? null
}

function toolStateJson(tools: ToolState): Json {
  return jsonObject({
    generation: decimal(tools.generation),
    tools: [...tools.tools.keys()],
    json: asObject(toolStateCodec.write(tools))
  })
}

function pluginsJson({ plugins }: PluginSnapshot): Json {
  return [...plugins].map(([key, { meta, artifacts }]) =>
    jsonObject({
      key,
      plugin_id: meta.plugin_id,
      plugin_version: meta.plugin_version,
      revision: decimal(meta.revision),
      state: meta.state ?? null,
      artifacts: artifacts.map(({ name, data }) =>
        jsonObject({ name, len: BigInt(data.length), sha256: sha256(data) })
      )
    })
  )
}

/** The opaque bytes by length and hash, and as text where they are a short one. */
const SHOWN_BYTES = 200

function executionJson(state: Uint8Array): Json {
  return jsonObject({ len: BigInt(state.length), sha256: sha256(state), utf8: shortText(state) })
}

function shortText(bytes: Uint8Array): string | null {
  if (bytes.length > SHOWN_BYTES) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function decimal(value: bigint | undefined): string | null {
  return value === undefined ? null : String(value)
}

/** What a codec has written is always JSON, and of a struct always an object. */
function asObject(text: string): JsonObject {
  const read = parseJson(text)
  if (read.ok && read.value instanceof Map) return read.value
  throw new Error('a codec wrote no JSON object')
}

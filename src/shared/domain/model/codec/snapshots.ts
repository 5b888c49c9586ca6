import type {
  AvailabilityConfig,
  PluginSnapshot,
  PluginSnapshotEntry,
  RetryPolicy,
  ToolDiscovery,
  ToolEntry,
  ToolManifest,
  ToolState
} from '../snapshots'
import { array, bytes, json, mapOf, oneOf, string, u32, u64 } from './basic'
import { availability } from './prompt'
import { defaulted, optional, required, struct, tag } from './struct'
import { tagged } from './tagged'

/** Tool state and plugin snapshot as JSON (store-format.md §7.4). */

const availabilityConfig = struct<AvailabilityConfig>({
  standard: required(availability),
  modes: defaulted(mapOf(string, availability), new Map(), (modes) => modes.size > 0)
})

const discovery = struct<ToolDiscovery>({
  namespace: optional(string),
  aliases: defaulted(array(string), [], (aliases) => aliases.length > 0)
})

type PolicyOf<K extends string> = RetryPolicy & { readonly type: K }
type Repeating = Exclude<RetryPolicy, { type: 'never' }>

const limits = {
  max_attempts: required(u32),
  base_delay_ms: required(u64),
  max_delay_ms: required(u64)
}

const retryPolicy = tagged<'type', RetryPolicy>('type', {
  never: struct<PolicyOf<'never'>>({ type: tag('never') }),
  safe: struct<Repeating>({ type: tag('safe'), ...limits }),
  idempotent: struct<Repeating>({ type: tag('idempotent'), ...limits })
})

const manifest = struct<ToolManifest>({
  name: required(string),
  description: defaulted(string, '', (text) => text !== ''),
  availability: defaulted(availabilityConfig, { standard: 'showcased', modes: new Map() }, (config) => {
    return config.standard !== 'showcased' || config.modes.size > 0
  }),
  activation: defaulted(oneOf(['always', 'internal']), 'always', (value) => value !== 'always'),
  availability_override: optional(availability),
  discovery: defaulted(discovery, { aliases: [] }, (value) => {
    return value.namespace !== undefined || value.aliases.length > 0
  }),
  execution_mode: defaulted(oneOf(['parallel', 'serial']), 'parallel', (value) => value !== 'parallel'),
  retry_policy: defaulted(retryPolicy, { type: 'never' }, (value) => value.type !== 'never')
})

export const toolState = struct<ToolState>({
  generation: required(u64),
  tools: required(
    mapOf(string, struct<ToolEntry>({ manifest: required(manifest), source_id: required(string) }))
  )
})

const pluginEntry = struct<PluginSnapshotEntry>({
  meta: required(
    struct<PluginSnapshotEntry['meta']>({
      plugin_id: required(string),
      plugin_version: required(string),
      revision: defaulted(u64, 0n),
      state: optional(json)
    })
  ),
  artifacts: defaulted(
    array(
      struct<PluginSnapshotEntry['artifacts'][number]>({ name: required(string), data: required(bytes) })
    ),
    []
  )
})

export const pluginSnapshot = struct<PluginSnapshot>({ plugins: required(mapOf(string, pluginEntry)) })

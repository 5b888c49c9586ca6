import type { PluginSnapshot, PluginSnapshotEntry } from '@shared/domain/model/snapshots'
import { dictionary, json } from './msgpack/containers'
import { defaulted, optional, record, required } from './msgpack/record'
import { bytes, list, type Shape, text, u64 } from './msgpack/shape'

const pluginMeta = record<PluginSnapshotEntry['meta']>({
  plugin_id: required(text),
  plugin_version: required(text),
  revision: defaulted(u64, () => 0n),
  state: optional(json)
})

const pluginEntry = record<PluginSnapshotEntry>({
  meta: required(pluginMeta),
  artifacts: defaulted(
    list(record<PluginSnapshotEntry['artifacts'][number]>({ name: required(text), data: required(bytes) })),
    () => []
  )
})

/** What the plugins of a session saved in a checkpoint (store-format.md §7.4). */
export const pluginSnapshot: Shape<PluginSnapshot> = record<PluginSnapshot>({
  plugins: defaulted(dictionary(pluginEntry), () => new Map())
})

import type { Json } from '@shared/json/value'
import type { Availability } from './prompt'

/** Tool state and plugin snapshot, the two structured blobs of a checkpoint (store-format.md §7.4). */
export interface ToolState {
  readonly generation: bigint
  /** By tool name. */
  readonly tools: ReadonlyMap<string, ToolEntry>
}

export interface ToolEntry {
  readonly manifest: ToolManifest
  readonly source_id: string
}

export interface ToolManifest {
  readonly name: string
  readonly description: string
  readonly availability: AvailabilityConfig
  readonly activation: 'always' | 'internal'
  readonly availability_override?: Availability
  readonly discovery: ToolDiscovery
  readonly execution_mode: 'parallel' | 'serial'
  readonly retry_policy: RetryPolicy
}

export interface AvailabilityConfig {
  readonly standard: Availability
  /** By execution mode; not written when empty. */
  readonly modes: ReadonlyMap<string, Availability>
}

export interface ToolDiscovery {
  readonly namespace?: string
  readonly aliases: readonly string[]
}

export type RetryPolicy =
  | { readonly type: 'never' }
  | {
      readonly type: 'safe' | 'idempotent'
      readonly max_attempts: bigint
      readonly base_delay_ms: bigint
      readonly max_delay_ms: bigint
    }

export interface PluginSnapshot {
  /** By plugin id. */
  readonly plugins: ReadonlyMap<string, PluginSnapshotEntry>
}

export interface PluginSnapshotEntry {
  readonly meta: {
    readonly plugin_id: string
    readonly plugin_version: string
    readonly revision: bigint
    readonly state?: Json
  }
  readonly artifacts: readonly { readonly name: string; readonly data: Uint8Array }[]
}

import { AVAILABILITIES } from '@shared/domain/model/prompt'
import type {
  AvailabilityConfig,
  ToolDiscovery,
  ToolEntry,
  ToolManifest,
  ToolState
} from '@shared/domain/model/snapshots'
import { dictionary } from './msgpack/containers'
import { defaulted, optional, record, required } from './msgpack/record'
import { list, oneOf, type Shape, text, u64 } from './msgpack/shape'
import { retryPolicy } from './retry-policy'

const availability = oneOf(...AVAILABILITIES)

const availabilityConfig = record<AvailabilityConfig>({
  standard: required(availability),
  modes: defaulted(
    dictionary(availability),
    () => new Map(),
    (modes) => modes.size === 0
  )
})

const toolDiscovery = record<ToolDiscovery>({
  namespace: optional(text),
  aliases: defaulted(
    list(text),
    () => [],
    (aliases) => aliases.length === 0
  )
})

const toolManifest = record<ToolManifest>({
  name: required(text),
  description: defaulted(
    text,
    () => '',
    (description) => description === ''
  ),
  availability: defaulted(
    availabilityConfig,
    () => ({ standard: 'showcased', modes: new Map() }),
    ({ standard, modes }) => standard === 'showcased' && modes.size === 0
  ),
  activation: defaulted(
    oneOf('always', 'internal'),
    () => 'always',
    (activation) => activation === 'always'
  ),
  availability_override: optional(availability),
  discovery: defaulted(
    toolDiscovery,
    () => ({ aliases: [] }),
    ({ namespace, aliases }) => namespace === undefined && aliases.length === 0
  ),
  execution_mode: defaulted(
    oneOf('parallel', 'serial'),
    () => 'parallel',
    (mode) => mode === 'parallel'
  ),
  retry_policy: defaulted(
    retryPolicy,
    () => ({ type: 'never' }),
    ({ type }) => type === 'never'
  )
})

/** The tool registry as a checkpoint holds it (store-format.md §7.4). */
export const toolState: Shape<ToolState> = record<ToolState>({
  generation: required(u64),
  tools: required(
    dictionary(record<ToolEntry>({ manifest: required(toolManifest), source_id: required(text) }))
  )
})

import { type Raw, RepeatedKeys } from '@shared/json/raw'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import type { ProviderHandle } from '../state'
import { json, string, u64 } from './basic'
import { type Codec, type Decoding, expected, fail, within } from './codec'

/** Provider handles (store-format.md §8, §14.8). */

interface ProviderKind {
  readonly required: Readonly<Record<string, Codec<unknown>>>
  readonly optional: readonly string[]
  /** Optional ones that are written as null when unset. */
  readonly nullable: readonly string[]
  readonly refusesUnknownKeys: boolean
  readonly alwaysWritesOptions: boolean
}

const LENIENT = { optional: [], nullable: [], refusesUnknownKeys: false, alwaysWritesOptions: false }

const KINDS: ReadonlyMap<string, ProviderKind> = new Map<string, ProviderKind>([
  ['openai', { ...LENIENT, required: { api_key: string }, refusesUnknownKeys: true }],
  [
    'openai-compatible',
    { ...LENIENT, required: { api_key: string, base_url: string }, refusesUnknownKeys: true }
  ],
  ['anthropic', { ...LENIENT, required: { api_key: string }, optional: ['base_url'] }],
  [
    'codex',
    {
      ...LENIENT,
      required: { access_token: string, refresh_token: string, expires_at: u64 },
      nullable: ['account_id'],
      alwaysWritesOptions: true
    }
  ],
  [
    'google_oauth',
    {
      ...LENIENT,
      required: { access_token: string, refresh_token: string, expires_at: u64 },
      optional: ['project_id']
    }
  ]
])

const DEFAULT_OPTIONS: JsonObject = new Map<string, Json>([
  [
    'reliability',
    new Map<string, Json>([
      ['rate_limits', new Map()],
      [
        'retry',
        new Map<string, Json>([
          ['base_delay_ms', 1000n],
          ['enabled', true],
          ['jitter_ms', 0n],
          ['max_attempts', 4n],
          ['max_delay_ms', 4000n],
          ['retry_after_cap_ms', 60000n]
        ])
      ],
      ['timeouts', new Map()]
    ])
  ]
])

/** A provider as the runtime takes it: of a registered kind, with the keys that kind needs. */
export const provider: Codec<ProviderHandle> = {
  read(raw, at) {
    const handle = anyProvider.read(raw, at)
    const type = handle.get('type')
    const kind = typeof type === 'string' ? KINDS.get(type) : undefined
    if (kind === undefined)
      return fail(`no provider of type ${type === undefined ? 'nothing' : writeJson(type)} is registered`)
    const own = raw instanceof RepeatedKeys ? raw.last : raw
    return normalize(handle, kind, own, at)
  },
  write: writeJson
}

/** Any provider object, also the placeholder of an unset policy, which the runtime writes but cannot read back. */
export const anyProvider: Codec<ProviderHandle> = {
  read(raw, at) {
    const value = json.read(raw, at)
    return value instanceof Map ? value : expected('an object', raw)
  },
  write: writeJson
}

function normalize(handle: ProviderHandle, kind: ProviderKind, raw: Raw, at: Decoding): ProviderHandle {
  const known = ['type', 'options', ...Object.keys(kind.required), ...kind.optional, ...kind.nullable]
  if (kind.refusesUnknownKeys) {
    for (const key of handle.keys())
      if (!known.includes(key)) fail(`this provider takes no key ${JSON.stringify(key)}`)
  }
  const values = new Map(known.filter((key) => handle.has(key)).map((key) => [key, handle.get(key) ?? null]))
  checkKeys(values, kind, raw, at)
  for (const key of kind.optional) if (values.get(key) === null) values.delete(key)
  for (const key of kind.nullable) if (!values.has(key)) values.set(key, null)
  const options = withDefaults(DEFAULT_OPTIONS, values.get('options') ?? new Map())
  const isDefault = writeJson(options) === writeJson(DEFAULT_OPTIONS)
  if (isDefault && !kind.alwaysWritesOptions) values.delete('options')
  else values.set('options', options)
  return values
}

function checkKeys(values: JsonObject, kind: ProviderKind, raw: Raw, at: Decoding): void {
  const members: ReadonlyMap<string, Raw> = new Map(Object.entries(Object(raw)))
  for (const [key, codec] of Object.entries(kind.required)) {
    if (!values.has(key)) fail(`needs ${key}`)
    within(key, codec, members.get(key) ?? null, at)
  }
  for (const key of [...kind.optional, ...kind.nullable]) {
    if ((values.get(key) ?? null) !== null) within(key, string, members.get(key) ?? null, at)
  }
}

/** The options with what was not given filled in; an empty object gives nothing. */
function withDefaults(defaults: JsonObject, given: Json): JsonObject {
  if (!(given instanceof Map)) return fail('options must be an object')
  const merged = new Map(defaults)
  for (const [key, value] of given) {
    const standard = defaults.get(key)
    if (standard instanceof Map) merged.set(key, withDefaults(standard, value))
    else if (!(value instanceof Map && value.size === 0)) merged.set(key, value)
  }
  return merged
}

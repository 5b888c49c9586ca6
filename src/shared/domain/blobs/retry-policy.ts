import type { RetryPolicy } from '@shared/domain/model/snapshots'
import { malformed, type Reader } from './msgpack/reader'
import { record, required } from './msgpack/record'
import { type Shape, u32, u64, variantName } from './msgpack/shape'

interface Limits {
  readonly max_attempts: bigint
  readonly base_delay_ms: bigint
  readonly max_delay_ms: bigint
}

const TYPES = ['never', 'safe', 'idempotent'] as const

const limits = record<Limits>({
  max_attempts: required(u32),
  base_delay_ms: required(u64),
  max_delay_ms: required(u64)
})

/** Tagged inside: the tag may stand anywhere in the map, so it is looked for first and the map is then read again. */
export const retryPolicy: Shape<RetryPolicy> = {
  read: (from) => {
    const start = from.at
    const type = findTag(from)
    if (type === 'never') return { type }
    from.at = start
    return { type, ...limits.read(from) }
  },
  write: (to, value) => {
    to.mapHeader(value.type === 'never' ? 1 : 4)
    to.text('type')
    to.text(value.type)
    if (value.type === 'never') return
    to.text('max_attempts')
    to.integer(value.max_attempts)
    to.text('base_delay_ms')
    to.integer(value.base_delay_ms)
    to.text('max_delay_ms')
    to.integer(value.max_delay_ms)
  }
}

function findTag(from: Reader): (typeof TYPES)[number] {
  const token = from.token()
  if (token.kind !== 'map') return malformed(`${token.kind} where a retry policy should be`)
  return from.inside(() => {
    let found: (typeof TYPES)[number] | undefined
    for (let i = 0; i < token.length; i++) {
      const key = from.token()
      const named = key.kind === 'text' || key.kind === 'bytes'
      if (!named || from.text(key.length) !== 'type') from.passOver()
      else if (found === undefined) found = variantName(from, TYPES)
      else return malformed('the tag is repeated')
    }
    return found ?? malformed('the tag is missing')
  })
}

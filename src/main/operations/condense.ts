import { createHash } from 'node:crypto'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'

const LONGEST = 500
const ENDS = 5
/** Items hashed at a time. */
const CHUNK = 2000

/** Lists of more than 500 as count, ends and hash (fixtures/README-core.md); objects one level deep. */
export function condense(value: Json): Json {
  if (Array.isArray(value)) return value.length > LONGEST ? shortened(value) : value
  if (!(value instanceof Map)) return value
  return new Map([...value].map(([key, member]) => [key, Array.isArray(member) ? condense(member) : member]))
}

function shortened(list: readonly Json[]): Json {
  const ids = list.every((item) => typeof item === 'string')
  const hash = createHash('sha256')
  const text = (item: Json) => (typeof item === 'string' && ids ? item : writeJson(item))
  for (let from = 0; from < list.length; from += CHUNK) {
    if (from > 0) hash.update('\n')
    hash.update(
      list
        .slice(from, from + CHUNK)
        .map(text)
        .join('\n'),
      'utf8'
    )
  }
  const key = ids ? 'sha256_of_ids_joined_by_newline' : 'sha256_of_compact_json_lines'
  return new Map<string, Json>([
    ['count', BigInt(list.length)],
    ['first', list.slice(0, ENDS)],
    ['last', list.slice(-ENDS)],
    [key, hash.digest('hex')]
  ])
}

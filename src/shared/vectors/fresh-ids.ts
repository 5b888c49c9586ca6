import type { Fresh } from '@shared/domain/graph/fresh'
import type { Json } from '@shared/json/value'

/** Ids of an operation under test, made so that they cannot occur in a case; `$now` stands for every new time. */
export function markedFresh(): Fresh {
  let count = 0
  const next = (): string => {
    count += 1
    return `${MARK}${count}${MARK}`
  }
  return { freshHex: next, freshUuid: next, now: () => '$now' }
}

/** Renames fresh ids to `$fresh1`, `$fresh2` … in order of first appearance, scanning left to right (vectors/README.md). */
export function renameFresh(output: Json): Json {
  const names = new Map<string, string>()
  const rename = (mark: string): string => {
    const known = names.get(mark)
    if (known !== undefined) return known
    const name = `$fresh${names.size + 1}`
    names.set(mark, name)
    return name
  }
  return mapStrings(output, (text) => text.replace(MARKED, rename))
}

const MARK = '\u0001'
const MARKED = new RegExp(`${MARK}\\d+${MARK}`, 'g')

function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item: Json) => mapStrings(item, change))
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [key, mapStrings(item, change)] as const))
  }
  return value
}

import { isRawArray, type Raw } from '@shared/json/raw'
import { type Codec, type Decoding, demandReadable, expected, fail, readAs } from './codec'
import { structObject } from './struct'

/**
 * A union whose variants carry their name under `key` among their own fields (serde's internal tag). lash holds the
 * whole object back until the tag is known, so everything inside is read from a buffer; inside one, the tag may also be
 * the number of the variant, in the order given. A node is special: it has no array form, and its tag is always read
 * from a buffer (`numbered`), because the rest of the node is flattened into it.
 */
export function tagged<K extends string, T extends Record<K, string>>(
  key: K,
  variants: Readonly<Record<T[K], Codec<T>>>,
  form: { readonly array: boolean; readonly numbered: boolean } = { array: true, numbered: false }
): Codec<T> {
  const byName: ReadonlyMap<string, Codec<T>> = new Map(Object.entries<Codec<T>>(variants))
  const names = [...byName.keys()]
  const tagKey = new Set([key])
  const variant = (raw: Raw | undefined, at: Decoding): Codec<T> => {
    if (raw === undefined) fail(`has no ${key}`)
    const numbered = form.numbered || at.source === 'buffered'
    const name = typeof raw === 'number' && numbered ? names[raw] : raw
    const codec = typeof name === 'string' ? byName.get(name) : undefined
    return codec ?? expected(`${key} to be one of ${names.join(', ')}`, raw)
  }
  return {
    read(raw, at) {
      demandReadable(raw, at)
      if (isRawArray(raw)) {
        if (!form.array) return expected('an object', raw)
        return readAs('buffered', variant(raw[0], at), raw.slice(1), at)
      }
      const object = structObject(raw, at, tagKey)
      return readAs('buffered', variant(object[key], at), raw, at)
    },
    write: (value) => (byName.get(value[key]) ?? fail(`unknown ${key} ${value[key]}`)).write(value)
  }
}

/**
 * A union that keeps its name under one key and its data under another (serde's adjacent tag); `[name, data]` stands
 * for it too. The parts are given raw: `readTag` reads the name by the rule of variants without data.
 */
export function adjacentParts<N extends string>(
  raw: Raw,
  at: Decoding,
  keys: { readonly tag: string; readonly content: string },
  names: Codec<N>
): { readonly name: N; readonly content: Raw } {
  if (isRawArray(raw)) {
    const [name, content, ...others] = raw
    if (name === undefined || content === undefined || others.length > 0)
      return fail('expected a name and its data')
    return { name: names.read(name, at), content }
  }
  const object = structObject(raw, at, new Set([keys.tag, keys.content]))
  const name = object[keys.tag]
  const content = object[keys.content]
  if (name === undefined || content === undefined) return fail(`needs ${keys.tag} and ${keys.content}`)
  return { name: names.read(name, at), content }
}

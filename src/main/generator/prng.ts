/**
 * A small seeded generator (sfc32): the same seed gives the same store on every machine. Not for secrets.
 */
export interface Prng {
  /** An unsigned 32-bit integer. */
  next(): number
  /** An integer from 0 to `limit` − 1. */
  below(limit: number): number
  /** True with the given probability (0…1). */
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  /** 32 lower-case hex digits in the form of a version 4 UUID without hyphens, as lash makes ids (store-format.md §9.3). */
  hex(): string
  /** The same with hyphens. */
  uuid(): string
}

const word = (value: number): string => value.toString(16).padStart(8, '0')

/** Gives a generator for `seed`; the first values are thrown away so that near seeds part at once. */
export function createPrng(seed: number): Prng {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = 0xb7e15162
  let d = seed | 0

  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 16; i++) next()

  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  const hex = (): string => {
    const version = ((next() & 0xffff0fff) | 0x4000) >>> 0
    const variant = ((next() & 0x3fffffff) | 0x80000000) >>> 0
    return word(next()) + word(version) + word(variant) + word(next())
  }
  return {
    next,
    below,
    chance: (probability) => next() < probability * 2 ** 32,
    pick: (items) => items[below(items.length)] ?? items[0],
    hex,
    uuid: () => hex().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, (_, ...g) => g.slice(0, 5).join('-'))
  }
}

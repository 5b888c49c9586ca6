const hour = 60 * 60 * 1000

/** Ages that a list can be cut by: at least so many ms. */
export const ages: readonly (readonly [ms: number, name: string])[] = [
  [hour, 'older than 1 h'],
  [24 * hour, 'older than 1 d'],
  [7 * 24 * hour, 'older than 7 d'],
  [30 * 24 * hour, 'older than 30 d']
]

/** Sizes that a list can be cut by: at least so many bytes. */
export const sizes: readonly (readonly [bytes: number, name: string])[] = [
  [1_000, '1 kB or more'],
  [10_000, '10 kB or more'],
  [100_000, '100 kB or more'],
  [1_000_000, '1 MB or more']
]

export const contents = [
  ['copies', 'only copies'],
  ['work', 'work'],
  ['unique', 'exists only here']
] as const

/** A queue of whole numbers, smallest key first; among equal keys the smallest number. */
export interface Heap {
  readonly push: (item: number) => void
  /** @returns the first item, or -1 from an empty heap */
  readonly pop: () => number
}

/** @param keys key of every number that may be pushed; read when it is pushed, so it must not change while inside */
export function createHeap(keys: Float64Array): Heap {
  const items: number[] = []
  const before = (a: number, b: number): boolean => {
    const keyA = keys[a] ?? 0
    const keyB = keys[b] ?? 0
    return keyA < keyB || (keyA === keyB && a < b)
  }
  const rise = (item: number): void => {
    let at = items.length
    items.push(item)
    while (at > 0) {
      const above = (at - 1) >> 1
      const other = items[above] ?? 0
      if (!before(item, other)) break
      items[at] = other
      at = above
    }
    items[at] = item
  }
  const sink = (item: number): void => {
    const end = items.length
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= end) break
      if (below + 1 < end && before(items[below + 1] ?? 0, items[below] ?? 0)) below++
      const other = items[below] ?? 0
      if (!before(other, item)) break
      items[at] = other
      at = below
    }
    items[at] = item
  }
  return {
    push: rise,
    pop: () => {
      const top = items[0]
      const last = items.pop()
      if (top === undefined || last === undefined) return -1
      if (items.length > 0) sink(last)
      return top
    }
  }
}

import type { Fresh } from '@shared/domain/graph/fresh'

/** Ids and times that count up, for tests that need them repeatable and distinct. */
export function countingFresh(): Fresh {
  let count = 0
  const next = (digits: number): string => {
    count += 1
    return count.toString(16).padStart(digits, '0')
  }
  return {
    freshHex: () => next(32),
    freshUuid: () => `00000000-0000-4000-8000-${next(12)}`,
    now: () => '2026-05-17T09:00:00+00:00'
  }
}

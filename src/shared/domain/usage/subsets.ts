import { addCounts, NO_COUNTS, sameCounts, type TokenCounts } from './counts'

/** With more candidates than this only single ones and all together are tried. */
const EXHAUSTIVE = 12

/**
 * Positions of the candidates whose counts add up to `target` exactly, or null. The smallest such set wins where a
 * single candidate is enough; an empty target is met by nothing.
 */
export function subsetWithSum(candidates: readonly TokenCounts[], target: TokenCounts): number[] | null {
  const single = candidates.findIndex((counts) => sameCounts(counts, target))
  if (single >= 0) return [single]
  if (candidates.length > EXHAUSTIVE) {
    const all = candidates.reduce(addCounts, NO_COUNTS)
    return sameCounts(all, target) ? candidates.map((_, at) => at) : null
  }
  for (let mask = 1; mask < 1 << candidates.length; mask++) {
    const chosen = candidates.flatMap((_, at) => ((mask >> at) & 1 ? [at] : []))
    const sum = chosen.reduce((total, at) => addCounts(total, candidates[at] ?? NO_COUNTS), NO_COUNTS)
    if (sameCounts(sum, target)) return chosen
  }
  return null
}

import { formatCount } from './format'
import { onFirstUse } from './on-first-use'

const exactBelow = 10_000_000_000n
const compact = onFirstUse(
  () =>
    new Intl.NumberFormat('en-US', {
      notation: 'scientific',
      minimumFractionDigits: 4,
      maximumFractionDigits: 4
    })
)

/** @returns a token count: 12,345, and from ten thousand million on 9.0072E15, whose digits are on hover */
export const formatTokens = (count: bigint): string =>
  count < exactBelow && count > -exactBelow ? formatCount(count) : compact().format(count)

import { formatCount } from './format'
import { formatTokens } from './tokens'

/** A token count, with its last digit on hover. `sign` stands before it. */
export const Tokens = ({ count, sign = '' }: { readonly count: bigint; readonly sign?: string }) => (
  <span title={`${sign}${formatCount(count)} tokens`}>
    {sign}
    {formatTokens(count)}
  </span>
)

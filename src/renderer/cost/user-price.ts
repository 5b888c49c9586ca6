import { picoPerToken } from '@shared/domain/usage/money'
import type { UserPrice, UserPrices } from '@shared/domain/usage/user-prices'

/** What the form of a price holds, as typed. */
export interface PriceDraft {
  readonly kind: 'price' | 'alias' | 'free'
  readonly input: string
  readonly output: string
  /** Empty = cache reads have no price of their own. */
  readonly cacheRead: string
  readonly cacheWrite: string
  readonly alias: string
}

const FREE: UserPrice = { input: '0', output: '0', cacheRead: '0', cacheWrite: '0' }
const emptyDraft: PriceDraft = {
  kind: 'price',
  input: '',
  output: '',
  cacheRead: '',
  cacheWrite: '',
  alias: ''
}

export const isFreePrice = ({ input, output, cacheRead, cacheWrite }: UserPrice): boolean =>
  [input, output, cacheRead ?? '0', cacheWrite ?? '0'].every((text) => picoPerToken(text) === 0n)

/** @returns the form for a model: what the user has set before, or an empty one */
export function draftOf({ prices, aliases }: UserPrices, model: string): PriceDraft {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined
  if (price !== undefined) {
    const { input, output, cacheRead = '', cacheWrite = '' } = price
    return {
      ...emptyDraft,
      kind: isFreePrice(price) ? 'free' : 'price',
      input,
      output,
      cacheRead,
      cacheWrite
    }
  }
  const alias = Object.hasOwn(aliases, model) ? aliases[model] : undefined
  return alias === undefined ? emptyDraft : { ...emptyDraft, kind: 'alias', alias }
}

/** @returns what is wrong with a draft, in a sentence, or null */
export function draftProblem(draft: PriceDraft): string | null {
  if (draft.kind === 'free') return null
  if (draft.kind === 'alias') return draft.alias.trim() === '' ? 'Name the model to price it by.' : null
  if (draft.input.trim() === '' || draft.output.trim() === '') return 'Give a price for input and for output.'
  const { input, output, cacheRead, cacheWrite } = draft
  const wrong = [input, output, cacheRead, cacheWrite].some(
    (text) => text.trim() !== '' && picoPerToken(text) === null
  )
  return wrong ? 'A price is a plain number of dollars, 0 or more, such as 0.25.' : null
}

/** Puts a draft in place of whatever was set for the model. */
export function withDraft(user: UserPrices, model: string, draft: PriceDraft): UserPrices {
  const { prices, aliases } = withoutModel(user, model)
  if (draft.kind === 'alias') return { prices, aliases: { ...aliases, [model]: draft.alias.trim() } }
  return { prices: { ...prices, [model]: draft.kind === 'free' ? FREE : priceOf(draft) }, aliases }
}

function priceOf({ input, output, cacheRead, cacheWrite }: PriceDraft): UserPrice {
  return {
    input: input.trim(),
    output: output.trim(),
    ...(cacheRead.trim() !== '' && { cacheRead: cacheRead.trim() }),
    ...(cacheWrite.trim() !== '' && { cacheWrite: cacheWrite.trim() })
  }
}

/** Takes back what the user has set for a model. */
export function withoutModel({ prices, aliases }: UserPrices, model: string): UserPrices {
  const others = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => name !== model))
  return { prices: others(prices), aliases: others(aliases) }
}

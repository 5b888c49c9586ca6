import type { PromptUsage, TokenUsage } from '../model/head'

/**
 * Context accounting of one prompt, in tokens (store-format.md §12). Negative counts are taken as 0, reasoning plays
 * no part, `null` when nothing is left. `inputExcludesCached` says how the provider counts its input; in alpha.1 no
 * bundled provider excludes the cached tokens.
 */
export function normalizePromptUsage(usage: TokenUsage, inputExcludesCached: boolean): PromptUsage | null {
  const input = notNegative(usage.input_tokens)
  const output = notNegative(usage.output_tokens)
  const cached = notNegative(usage.cached_input_tokens)
  if (input === 0n && output === 0n && cached === 0n) return null
  const adjusted = inputExcludesCached ? input : notNegative(input - cached)
  return {
    prompt_context_tokens: inputExcludesCached ? input + cached : input,
    input_tokens: input,
    cached_input_tokens: cached,
    context_budget_tokens: adjusted + output + cached
  }
}

function notNegative(count: bigint): bigint {
  return count < 0n ? 0n : count
}

import { ADAPTERS, type AdapterId } from './semantics'

/** How the adapters of a row were found. */
export type AdapterBasis = 'adapter-of-head' | 'adapter-from-model-name' | 'adapter-unknown'

export interface AdapterGuess {
  readonly adapters: readonly AdapterId[]
  readonly basis: AdapterBasis
}

/** What the head says about the last provider used; null without a readable head. */
export interface HeadProvider {
  readonly providerId: string
  readonly model: string
}

const FAMILIES: readonly { readonly name: RegExp; readonly adapters: readonly AdapterId[] }[] = [
  { name: /(^|[./:])claude/i, adapters: ['anthropic'] },
  { name: /(^|[./:])(gpt-|chatgpt-|codex-|o[134](-|$))/i, adapters: ['openai', 'codex'] },
  { name: /(^|[./:])gemini/i, adapters: ['google_oauth'] }
]

/**
 * The adapters that may have written a row (token-semantics.md §1): the head's for the head's own model, else those
 * that the model's name points to, else all. A gateway (`openai-compatible`) can serve any model, so it stays
 * possible for a name with a vendor before a slash and where the head names one.
 */
export function possibleAdapters(model: string, head: HeadProvider | null): AdapterGuess {
  const ofHead = ADAPTERS.find((adapter) => adapter === head?.providerId)
  if (ofHead !== undefined && head?.model === model) return { adapters: [ofHead], basis: 'adapter-of-head' }
  const family = FAMILIES.find((candidate) => candidate.name.test(model))
  if (family === undefined) return { adapters: ADAPTERS, basis: 'adapter-unknown' }
  if (ofHead === 'openai-compatible' || model.includes('/')) {
    return { adapters: [...family.adapters, 'openai-compatible'], basis: 'adapter-unknown' }
  }
  return { adapters: family.adapters, basis: 'adapter-from-model-name' }
}

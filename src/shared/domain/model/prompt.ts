/** The prompt layer of a session policy (store-format.md §8). All types serialise by field name. */
export const PROMPT_SLOTS = [
  'intro',
  'execution',
  'cli_autonomous_intro',
  'cli_autonomous_execution',
  'cli_rlm_execution',
  'guidance',
  'project_instructions',
  'runtime_context',
  'environment'
] as const
export type PromptSlot = (typeof PROMPT_SLOTS)[number]

export const PROMPT_BUILTINS = ['main_agent_intro', 'execution_instructions', 'core_guidance'] as const
export type PromptBuiltin = (typeof PROMPT_BUILTINS)[number]

export type PromptEntry =
  | { readonly kind: 'text'; readonly content: string }
  | { readonly kind: 'builtin'; readonly builtin: PromptBuiltin }
  | { readonly kind: 'slot'; readonly slot: PromptSlot }

export interface PromptSection {
  readonly title?: string
  readonly entries: readonly PromptEntry[]
}

export interface PromptGate {
  readonly tools: readonly string[]
  readonly minimum_availability: Availability
}

export interface PromptContribution {
  readonly slot: PromptSlot
  readonly title?: string
  readonly priority: bigint
  /** Absent when its tool list is empty. */
  readonly gate?: PromptGate
  readonly content: string
}

export interface PromptSlotLayer {
  readonly reset: boolean
  readonly contributions: readonly PromptContribution[]
}

export interface PromptLayer {
  readonly template?: { readonly sections: readonly PromptSection[] }
  readonly slots: ReadonlyMap<PromptSlot, PromptSlotLayer>
}

/** How much of a tool the model gets to see. */
export const AVAILABILITIES = ['off', 'searchable', 'callable', 'showcased'] as const
export type Availability = (typeof AVAILABILITIES)[number]

import type { CheckpointManifest, PromptUsage, TokenUsage } from '@shared/domain/model/head'
import { Line } from '../inspector/Links'
import { formatCount } from '../ui/format'
import { Section } from '../ui/Panel'

/** The checkpoint's own words: the turn, its tokens, and the last prompt's context, which is not part of the ledger. */
export function CheckpointSections({ manifest }: { readonly manifest: CheckpointManifest | null }) {
  if (manifest === null) return null
  const { turn_state: turn, plugin_snapshot_revision: revision } = manifest
  return (
    <>
      <Section title="Checkpoint" note={`turn ${turn.turn_index}`}>
        <dl className="facts links">
          <Line name="Mode">{turn.mode_turn_options.mode_id}</Line>
          <Line name="Tool state">{stored(manifest.tool_state_ref)}</Line>
          <Line name="Plugins">
            {stored(manifest.plugin_snapshot_ref)}
            {revision === undefined ? '' : `, revision ${revision}`}
          </Line>
          <Line name="Execution">{stored(manifest.execution_state_ref)}</Line>
          <TokenLines usage={turn.token_usage} />
        </dl>
      </Section>
      {turn.last_prompt_usage !== undefined && <PromptSection usage={turn.last_prompt_usage} />}
    </>
  )
}

const stored = (ref: string | undefined): string => (ref === undefined ? 'none' : 'kept in a blob')

function TokenLines({ usage }: { readonly usage: TokenUsage }) {
  return (
    <>
      <Line name="Input">{formatCount(usage.input_tokens)} tokens</Line>
      <Line name="Cached">{formatCount(usage.cached_input_tokens)} tokens</Line>
      <Line name="Output">{formatCount(usage.output_tokens)} tokens</Line>
      <Line name="Reasoning">{formatCount(usage.reasoning_tokens)} tokens</Line>
    </>
  )
}

/** Context accounting of the last prompt. */
export function PromptSection({ usage }: { readonly usage: PromptUsage }) {
  return (
    <Section title="Last prompt" note="not part of the ledger">
      <dl className="facts links">
        <Line name="Context">{formatCount(usage.prompt_context_tokens)} tokens</Line>
        <Line name="Budget">{formatCount(usage.context_budget_tokens)} tokens</Line>
        <Line name="Input">{formatCount(usage.input_tokens)} tokens</Line>
        <Line name="Cached">{formatCount(usage.cached_input_tokens)} tokens</Line>
      </dl>
    </Section>
  )
}

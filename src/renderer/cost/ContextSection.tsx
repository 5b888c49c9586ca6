import { useEffect } from 'react'
import { useStore } from 'zustand'
import { headResource } from '../state/resources'
import { openHead } from '../state/side'
import { Door } from '../ui/Controls'
import { formatCount, formatShare } from '../ui/format'
import { Section } from '../ui/Panel'

/** How full the model's context was at the last prompt: accounting of its own, in no sum of the ledger. */
export function ContextSection() {
  const head = useStore(headResource.state)
  useEffect(headResource.load)
  if (head.kind !== 'ready') return null
  const prompt = head.value.manifest?.turn_state.last_prompt_usage
  const window = head.value.head?.config.context_window
  const part =
    prompt === undefined || window === undefined || window <= 0n
      ? null
      : Number(prompt.prompt_context_tokens) / Number(window)
  return (
    <Section title="Context, not ledger">
      {part !== null && (
        <div className="context-meter" aria-hidden="true">
          <i style={{ width: `${Math.min(1, part) * 100}%` }} />
        </div>
      )}
      <p className="small quiet">
        <Door onClick={openHead} title="Opens the checkpoint">
          {prompt === undefined
            ? 'The checkpoint holds no last prompt'
            : `Last prompt: ${formatCount(prompt.prompt_context_tokens)} tokens`}
        </Door>
        {prompt !== undefined && window !== undefined && ` of a window of ${formatCount(window)}`}
        {part !== null && ` (${formatShare(part, 1)})`}. It is not part of the sums.
      </p>
    </Section>
  )
}

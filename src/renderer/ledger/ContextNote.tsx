import { useEffect } from 'react'
import { useStore } from 'zustand'
import { headResource } from '../state/resources'
import { select } from '../state/selection'
import { Door } from '../ui/Controls'
import { formatCount } from '../ui/format'

/** How full the model's context was at the last prompt: accounting of its own, in no sum of the ledger. */
export function ContextNote() {
  const head = useStore(headResource.state)
  useEffect(headResource.load)
  if (head.kind !== 'ready') return null
  const prompt = head.value.manifest?.turn_state.last_prompt_usage
  const window = head.value.head?.config.context_window
  const last =
    prompt === undefined ? 'no last prompt' : `last prompt ${formatCount(prompt.prompt_context_tokens)}`
  const most = window === undefined ? '' : ` of ${formatCount(window)} tokens`
  return (
    <span className="small quiet cut">
      Context:{' '}
      <Door
        title="Opens the checkpoint. This is not part of the ledger."
        onClick={() => select({ kind: 'head' })}
      >
        {last}
        {most}
      </Door>
    </span>
  )
}

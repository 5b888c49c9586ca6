import './state-mark.css'
import type { NodeCard } from '@shared/ipc/store'
import { Ban, Check, CircleX } from 'lucide-react'

const marks = {
  done: [Check, 'done'],
  failed: [CircleX, 'failed'],
  cancelled: [Ban, 'cancelled']
} as const

/** How a tool call ended: told by icon, word and outline, never by red, which is for damage. */
export function StateMark({ state }: { readonly state: NodeCard['state'] }) {
  if (state === null) return null
  const [Icon, word] = marks[state]
  return (
    <span className={`state-mark ${state}`}>
      <Icon size={12} aria-hidden="true" />
      {word}
    </span>
  )
}

import { Check, Minus } from 'lucide-react'
import type { BoxState } from './boxes'

/** The look of a box; whoever draws it says its state in words. */
export function ChoiceBox({ state }: { readonly state: BoxState }) {
  return (
    <span className={`choice-box ${state}`} aria-hidden="true">
      {state === 'on' && <Check size={12} strokeWidth={3} />}
      {state === 'mixed' && <Minus size={12} strokeWidth={3} />}
    </span>
  )
}

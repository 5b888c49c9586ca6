import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MakingProgress } from '../state/plan'
import { formatCount } from '../ui/format'
import { phaseWords } from './plan-words'

/** What is going on with a plan, how far it has come, and below it what can be done about it. */
export function PhaseLine({
  progress: { phase, done, total },
  children
}: {
  readonly progress: MakingProgress
  readonly children: ReactNode
}) {
  return (
    <div className="applying" role="status">
      <p className="writer-line">
        <LoaderCircle size={16} className="spin" aria-hidden="true" />
        <span className="writer-words">{phaseWords(phase)}</span>
        {total > 1 && (
          <span className="figures faint">
            {formatCount(done)} of {formatCount(total)}
          </span>
        )}
      </p>
      <progress
        aria-label={phaseWords(phase)}
        value={total === 0 ? undefined : done}
        max={Math.max(1, total)}
      />
      <div className="plan-buttons">{children}</div>
    </div>
  )
}

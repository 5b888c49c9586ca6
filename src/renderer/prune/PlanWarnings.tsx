import type { PlanWarning } from '@shared/operations/plan'
import { TriangleAlert } from 'lucide-react'

/** What the plan warns of, before its steps. */
export function PlanWarnings({ warnings }: { readonly warnings: readonly PlanWarning[] }) {
  if (warnings.length === 0) return null
  return (
    <ul className="plan-warnings" aria-label="Warnings">
      {warnings.map(({ code, message }) => (
        <li key={`${code} ${message}`} className="plan-warning">
          <TriangleAlert size={14} aria-hidden="true" />
          <span className="selectable" title={code}>
            {message}
          </span>
        </li>
      ))}
    </ul>
  )
}

import type { PlanWarning } from '@shared/operations/plan'
import { Info, TriangleAlert } from 'lucide-react'
import { setVacuum } from '../state/prune'
import { Door } from '../ui/Controls'

/** What is worth knowing but endangers nothing. */
const notes: ReadonlySet<string> = new Set(['only-receipt', 'rlm-kept', 'id-differs', 'checkpoint-dropped'])
/** Said by the plan's own words on its undo. */
const saidElsewhere: ReadonlySet<string> = new Set(['restore-until'])

/** What the plan warns of, before its steps: dangers with a red edge, notes without. */
export function PlanWarnings({ warnings }: { readonly warnings: readonly PlanWarning[] }) {
  const shown = warnings.filter(({ code }) => !saidElsewhere.has(code))
  if (shown.length === 0) return null
  return (
    <ul className="plan-warnings" aria-label="Warnings">
      {shown.map(({ code, message }) => (
        <li key={`${code} ${message}`} className={notes.has(code) ? 'plan-warning note' : 'plan-warning'}>
          {notes.has(code) ? (
            <Info size={14} aria-hidden="true" />
          ) : (
            <TriangleAlert size={14} aria-hidden="true" />
          )}
          <span className="selectable" title={code}>
            {message}{' '}
            {code === 'id-comes-again' && <Door onClick={() => setVacuum(true)}>Vacuum in this plan</Door>}
          </span>
        </li>
      ))}
    </ul>
  )
}

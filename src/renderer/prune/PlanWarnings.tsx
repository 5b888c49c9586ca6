import type { PlanWarning } from '@shared/operations/plan'
import { Info, TriangleAlert } from 'lucide-react'
import { setVacuum } from '../state/prune'
import { Door } from '../ui/Controls'
import { Words } from '../ui/Words'

/** What is worth knowing but endangers nothing. */
const notes: ReadonlySet<string> = new Set([
  'only-receipt',
  'rlm-kept',
  'id-differs',
  'checkpoint-dropped',
  'needs-room'
])
/** Said by the plan's own words on its undo. */
const saidElsewhere: ReadonlySet<string> = new Set(['restore-until'])

/** What is lost for good; said where a look at it is asked for, as long as it is. */
export const UNIQUE_CONTENT = 'unique-content'

/** What the plan warns of, before its steps: dangers with a red edge, notes without. @param looking a look is asked for */
export function PlanWarnings({
  warnings,
  looking
}: {
  readonly warnings: readonly PlanWarning[]
  readonly looking: boolean
}) {
  const shown = warnings.filter(
    ({ code }) => !saidElsewhere.has(code) && !(looking && code === UNIQUE_CONTENT)
  )
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
            <Words text={message} />{' '}
            {code === 'id-comes-again' && <Door onClick={() => setVacuum(true)}>Turn it on</Door>}
          </span>
        </li>
      ))}
    </ul>
  )
}

import type { PlanView } from '@shared/ipc/operations'
import type { PlanAsk } from '../state/plan'
import { Section } from '../ui/Panel'
import { PlanEffects } from './PlanEffects'
import { PlanSteps } from './PlanSteps'
import { PlanWarnings } from './PlanWarnings'

/** What a plan holds below its sentence: warnings, steps, now and after, the way back. */
export function PlanBody({ view, ask }: { readonly view: PlanView; readonly ask: PlanAsk }) {
  return (
    <>
      <PlanWarnings warnings={view.warnings} />
      <PlanSteps view={view} ask={ask} />
      <PlanEffects effects={view.effects} />
      <Section title="Undo">
        <p className="quiet">{view.undo}</p>
      </Section>
    </>
  )
}

import type { PlanView } from '@shared/ipc/operations'
import type { PlanAsk } from '../state/plan'
import { Section } from '../ui/Panel'
import { PlanEffects } from './PlanEffects'
import { PlanSteps } from './PlanSteps'
import { PlanWarnings } from './PlanWarnings'
import { UnseenList, useUnseen } from './UnseenList'

/** What a plan holds below its sentence: warnings, steps, now and after, the way back. */
export function PlanBody({ view, ask }: { readonly view: PlanView; readonly ask: PlanAsk }) {
  const left = useUnseen()
  const looking = ask.kind === 'prune' && left.length > 0
  return (
    <>
      {looking && <UnseenList left={left} warnings={view.warnings} />}
      <PlanWarnings warnings={view.warnings} looking={looking} />
      <PlanSteps view={view} ask={ask} />
      <PlanEffects effects={view.effects} />
      <Section title="Undo">
        <p className="quiet">{view.undo}</p>
      </Section>
    </>
  )
}

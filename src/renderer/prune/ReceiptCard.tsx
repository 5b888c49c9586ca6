import type { AppliedView } from '@shared/ipc/operations'
import { ShieldCheck, Undo2 } from 'lucide-react'
import { useRef } from 'react'
import { dropPlan, makePlan } from '../state/plan'
import { showSide } from '../state/side'
import { Button } from '../ui/Controls'
import { Id } from '../ui/Id'
import { PanelTitle, Section } from '../ui/Panel'
import { useKeptFocus } from '../ui/useKeptFocus'

/** What was done, what could not be, and the way back. */
export function ReceiptCard({ applied }: { readonly applied: AppliedView }) {
  const { receipt, sentence, left } = applied
  const card = useRef<HTMLElement>(null)
  useKeptFocus(card)
  const undo = (): void => {
    showSide('plan')
    void makePlan({ kind: 'undo', receipt })
  }
  return (
    <section ref={card} tabIndex={-1} className="plan" aria-label="Receipt" role="status">
      <div className="plan-scroll">
        <PanelTitle
          sign={<ShieldCheck size={20} className="verified" aria-hidden="true" />}
          title="Done"
          mark={<span className="chip verified">read back and committed</span>}
          sentence={sentence}
        >
          <div className="inspector-actions">
            <Button icon={Undo2} onClick={undo}>
              Undo…
            </Button>
            <Button onClick={dropPlan}>Close</Button>
          </div>
        </PanelTitle>
        {left.length > 0 && (
          <Section title="Stays in the rescue store">
            <p className="quiet">The store has moved on: these could not be put back.</p>
            <ul className="left-ids">
              {left.slice(0, 20).map((id) => (
                <li key={id}>
                  <Id id={id} copy />
                </li>
              ))}
            </ul>
            {left.length > 20 && <p className="faint">and {left.length - 20} more</p>}
          </Section>
        )}
        <Section title="Receipt">
          <p className="quiet">
            Everything that was taken away or hidden is kept in a rescue store in the app’s data folder,
            openable like any store. The undo works tomorrow as well.
          </p>
          <div className="inspector-actions">
            <Button onClick={() => showSide('history')}>History</Button>
          </div>
        </Section>
      </div>
    </section>
  )
}

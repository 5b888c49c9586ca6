import { useStore } from 'zustand'
import { Section } from '../inspector/Panel'
import { compareState, openComparison, rememberNow } from '../state/compare'
import { Button } from '../ui/Controls'
import { countOf } from '../ui/format'

/** Two sessions, or one at two times: what the later ledger holds beyond the earlier. */
export function CompareSection() {
  const remembered = useStore(compareState, (state) => state.remembered.length)
  return (
    <Section title="Compare" note={remembered > 0 ? `${countOf(remembered, 'state')} remembered` : undefined}>
      <div className="inspector-actions">
        <Button onClick={() => void rememberNow()}>Remember now</Button>
        <Button onClick={() => openComparison()}>Compare…</Button>
      </div>
    </Section>
  )
}

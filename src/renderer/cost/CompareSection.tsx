import { useStore } from 'zustand'
import { compareState, openComparison, rememberNow } from '../state/compare'
import { Button } from '../ui/Controls'
import { countOf } from '../ui/format'
import { Section } from '../ui/Panel'

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

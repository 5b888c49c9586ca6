import type { ResidencyReport } from '@shared/ipc/store'
import { OctagonAlert } from 'lucide-react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { chooseResidency, residencyState } from '../state/residency'
import { residencyResource } from '../state/resources'
import { shownMoment, showVanishing, vanishState } from '../state/vanish'
import { Door } from '../ui/Controls'
import { countOf, formatCount } from '../ui/format'
import { type Hazard, hazardOf } from './hazard'
import { useCovered } from './useCovered'

/** What opening this store would delete from disk, before it happens: impossible to miss, and each figure shown on the canvas. */
export function HazardStrip() {
  const report = useStore(residencyResource.state)
  if (report.kind !== 'ready') return null
  return <Hazards report={report.value} />
}

function Hazards({ report }: { readonly report: ResidencyReport }) {
  const residency = useStore(residencyState, (state) => state.residency)
  const summary = useStore(openStoreState, (store) =>
    store.kind === 'open' ? store.index?.summary : undefined
  )
  const rows = summary?.nodes ?? 0
  const here = hazardOf(residency, report, rows)
  const covered = useCovered()
  const other = residency === 'everything' ? 'active-path' : 'everything'
  const there = hazardOf(other, report, rows)
  if (here !== null) return <HazardLine hazard={here} />
  if (there === null) return null
  return (
    <section className={`hazard quiet-hazard${covered}`} aria-label="Hazard in the other residency">
      <OctagonAlert size={16} aria-hidden="true" />
      <p>
        {there.sentence} <Door onClick={() => chooseResidency(other)}>Show it</Door>
      </p>
    </section>
  )
}

function HazardLine({ hazard }: { readonly hazard: Hazard }) {
  const shown = useStore(vanishState, (state) => shownMoment(state.shown, hazard.onPark, hazard.onTurn))
  const covered = useCovered()
  const moments = [
    ['park', 'parking', hazard.onPark],
    ['turn', 'the next turn', hazard.onTurn]
  ] as const
  return (
    <section className={`hazard${covered}`} aria-label="Hazard">
      <OctagonAlert size={16} aria-hidden="true" />
      <p>{hazard.sentence}</p>
      <span className="hazard-figures">
        {moments.map(([moment, words, count]) => (
          <button
            key={moment}
            type="button"
            className="hazard-figure"
            aria-pressed={shown === moment}
            disabled={count === 0}
            title={`Show on the canvas what ${words} deletes: ${countOf(count, 'row')}`}
            onClick={() => showVanishing(shown === moment ? null : moment)}
          >
            <b className="figures">{formatCount(count)}</b> on {words}
          </button>
        ))}
      </span>
    </section>
  )
}

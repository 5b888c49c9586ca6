import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { makePlan, type PlanAsk } from '../state/plan'
import { Segments } from '../ui/Controls'
import { Id } from '../ui/Id'

/** What can be chosen about a plan before it is applied; choosing makes it again. */
export function PlanOptions({ ask }: { readonly ask: PlanAsk }) {
  const revision = useStore(openStoreState, (store) =>
    store.kind === 'open' ? store.overview.revision : null
  )
  if (ask.kind !== 'branch') return null
  return (
    <div className="plan-options">
      {ask.leaf !== null && (
        <Segments
          bar
          label="Where the head goes"
          options={[
            ['at', 'To this node'],
            ['before', 'To before it']
          ]}
          value={ask.before ? 'before' : 'at'}
          onChange={(place) => void makePlan({ ...ask, before: place === 'before' })}
        />
      )}
      <Segments
        bar
        label="Checkpoint"
        options={[
          ['lash', 'Checkpoint as lash does it'],
          ['keep', 'Keep it whole']
        ]}
        value={ask.keepCheckpoint ? 'keep' : 'lash'}
        onChange={(choice) => void makePlan({ ...ask, keepCheckpoint: choice === 'keep' })}
      />
      <p className="small faint">
        {ask.leaf === null ? 'Before the first node' : <Id id={ask.leaf} />}
        {revision !== null && `, head at revision ${revision}`}
      </p>
    </div>
  )
}

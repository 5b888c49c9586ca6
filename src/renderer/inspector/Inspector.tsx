import './inspector.css'
import { useStore } from 'zustand'
import { DoctorPanel } from '../head/DoctorPanel'
import { HeadPanel } from '../head/HeadPanel'
import { openStoreState } from '../state/open-store'
import { selectionState } from '../state/selection'
import { BranchPanel } from './BranchPanel'
import { NodePanel } from './NodePanel'
import { OverviewPanel } from './OverviewPanel'
import { RunPanel } from './RunPanel'

/** What is selected, in plain words first, then its content, its links and what is stored. */
export function Inspector() {
  const selection = useStore(selectionState, (state) => state.selection)
  const store = useStore(openStoreState)
  if (store.kind !== 'open') return null
  switch (selection.kind) {
    case 'node':
      return <NodePanel />
    case 'branch':
      return <BranchPanel top={selection.top} store={store} />
    case 'run':
      return <RunPanel first={selection.first} last={selection.last} store={store} />
    case 'head':
      return <HeadPanel />
    case 'findings':
      return <DoctorPanel finding={selection.finding} store={store} />
    case 'none':
      return <OverviewPanel store={store} />
  }
}

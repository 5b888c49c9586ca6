import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { WorkPane } from './late-parts'
import { StoreMessage } from './StoreMessage'

/** The open store, or what stands in its place. */
export function CenterPane() {
  const open = useStore(openStoreState, ({ kind }) => kind === 'open')
  return open ? <WorkPane /> : <StoreMessage />
}

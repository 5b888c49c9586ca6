import { useStore } from 'zustand'
import { needsHealing } from '../state/needs-healing'
import { openStoreState } from '../state/open-store'

export const useNeedsHealing = (): boolean => useStore(openStoreState, needsHealing)

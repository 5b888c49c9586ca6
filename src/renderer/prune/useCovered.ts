import { useStore } from 'zustand'
import { paneState } from '../state/panes'

/** @returns a class for bars over the canvas while, in a small window, the inspector floats over their end */
export const useCovered = (): string =>
  useStore(paneState, ({ small, inspectorOpen }) => (small && inspectorOpen ? ' covered' : ''))

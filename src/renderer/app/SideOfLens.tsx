import { useStore } from 'zustand'
import { viewState } from '../state/view'
import { lensParts } from './lenses'
import { SidePanel } from './SidePanel'

/** What the lens shows of the open store beside the canvas. */
export function SideOfLens() {
  const lens = useStore(viewState, (view) => view.lens)
  const { Inspector } = lensParts[lens]
  return <SidePanel details={<Inspector />} />
}

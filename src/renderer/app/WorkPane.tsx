import { Group, Panel, Separator } from 'react-resizable-panels'
import { useStore } from 'zustand'
import { HealBanner, UnreadBanner } from '../heal/HealBanner'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { paneState, resizePanes } from '../state/panes'
import { readerState } from '../state/reader'
import { viewState } from '../state/view'
import { Welcome } from '../welcome/Welcome'
import { InspectorOverlay } from './InspectorPane'
import { LoadingBar } from './LoadingBar'
import { lensParts } from './lenses'
import { CanvasPane, MapPane } from './slots'

/**
 * Canvas and map over the dock of the lens. While the reader is open only the canvas is left of it. Between two stores
 * the panes stand empty.
 */
export function WorkPane() {
  const open = useStore(openStoreState, isStoreOpen)
  const lens = useStore(viewState, (view) => view.lens)
  const reading = useStore(readerState, ({ through }) => through !== null)
  const docked = useStore(paneState, (panes) => panes.ledgerOpen || lensParts[lens].alwaysDocked)
  const { Bar, Dock } = lensParts[lens]
  const work = (
    <div className="work-pane">
      <div className="canvas-column">
        {open && Bar !== null && <Bar />}
        {open && <UnreadBanner />}
        {open && <HealBanner />}
        {open && !reading && <Welcome />}
        <CanvasPane />
        {open && <LoadingBar />}
      </div>
      {!reading && <MapPane />}
    </div>
  )
  if (reading) return work
  return (
    <div className="work-area">
      {docked ? (
        <Docked dock={open && <Dock />}>{work}</Docked>
      ) : (
        <div className="undocked">
          {work}
          {open && <Dock />}
        </div>
      )}
      {open && <InspectorOverlay docked={docked} />}
    </div>
  )
}

function Docked({ dock, children }: { readonly dock: React.ReactNode; readonly children: React.ReactNode }) {
  return (
    <Group className="panes" orientation="vertical">
      <Panel id="work" minSize={160}>
        {children}
      </Panel>
      <Separator className="pane-edge" aria-label="Height of the table" />
      <Panel
        id="dock"
        defaultSize={paneState.getState().ledgerHeight}
        minSize={96}
        maxSize="70%"
        groupResizeBehavior="preserve-pixel-size"
        onResize={({ inPixels }) => resizePanes({ ledgerHeight: Math.round(inPixels) })}
      >
        {dock}
      </Panel>
    </Group>
  )
}

import './frame.css'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { useStore } from 'zustand'
import { Sidebar } from '../sidebar/Sidebar'
import { SidebarRail } from '../sidebar/SidebarRail'
import { paneState, resizePanes } from '../state/panes'
import { readerState } from '../state/reader'
import { StatusBar } from '../status/StatusBar'
import { CenterPane } from './CenterPane'
import { DropTarget } from './DropTarget'
import { InspectorPane } from './InspectorPane'
import { CostDialogs, Overlays, ReadingPanes } from './late-parts'
import { TitleBar } from './TitleBar'

/** The whole window: title bar, sessions, canvas, map, inspector, ledger, status bar. */
export function Frame() {
  const small = useStore(paneState, (panes) => panes.small)
  const sidebarOpen = useStore(paneState, (panes) => panes.sidebarOpen)
  const wide = sidebarOpen && !small
  return (
    <DropTarget>
      <div className="frame">
        <TitleBar />
        <main className="frame-main">
          {!wide && <SidebarRail />}
          <Panes key={wide ? 'wide' : 'rail'} withSidebar={wide} small={small} />
        </main>
        <StatusBar />
      </div>
      <Overlays />
      <CostDialogs />
    </DropTarget>
  )
}

function Panes({ withSidebar, small }: { readonly withSidebar: boolean; readonly small: boolean }) {
  const { sidebarWidth, inspectorWidth } = paneState.getState()
  const reading = useStore(readerState, ({ through }) => through !== null)
  return (
    <Group className="panes" orientation="horizontal">
      {withSidebar && (
        <>
          <Panel
            id="sidebar"
            defaultSize={sidebarWidth}
            minSize={200}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => resizePanes({ sidebarWidth: Math.round(inPixels) })}
          >
            <Sidebar />
          </Panel>
          <Separator className="pane-edge" aria-label="Width of the sessions" />
        </>
      )}
      <Panel id="center" minSize={320}>
        {reading ? <ReadingPanes /> : <CenterPane />}
      </Panel>
      {!small && !reading && (
        <>
          <Separator className="pane-edge" aria-label="Width of the inspector" />
          <Panel
            id="inspector"
            defaultSize={inspectorWidth}
            minSize={300}
            maxSize={640}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => resizePanes({ inspectorWidth: Math.round(inPixels) })}
          >
            <InspectorPane />
          </Panel>
        </>
      )}
    </Group>
  )
}

import './store-message.css'
import { FolderOpen, RotateCw } from 'lucide-react'
import { useStore } from 'zustand'
import { openStoreState, reopenStore } from '../state/open-store'
import { chooseAndOpen, openSample } from '../state/sessions'
import { Button } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'

/** What stands in place of the canvas while no store is shown: nothing open, opening, or why it failed. */
export function StoreMessage() {
  const store = useStore(openStoreState)
  if (store.kind === 'failed') {
    return (
      <div className="store-message">
        <div className="store-message-box">
          <ErrorNote error={{ path: store.path, ...store.error }}>
            <Button icon={RotateCw} onClick={reopenStore}>
              Try again
            </Button>
            <Button icon={FolderOpen} onClick={() => void chooseAndOpen('store')}>
              Open another store…
            </Button>
          </ErrorNote>
          <p className="small faint store-message-foot">Opening only reads: the file was not changed.</p>
        </div>
      </div>
    )
  }
  if (store.kind === 'opening') {
    return (
      <div className="store-message" role="status">
        <p className="quiet">Opening…</p>
        <p className="mono faint">{store.path}</p>
      </div>
    )
  }
  return (
    <div className="store-message">
      <p className="title">No store is open</p>
      <p className="quiet">Drop a session store or a folder here, or choose one.</p>
      <div className="store-message-steps">
        <Button tone="main" onClick={() => void chooseAndOpen('store')}>
          Open store…
        </Button>
        <Button onClick={() => void chooseAndOpen('folder')}>Open folder…</Button>
        <Button onClick={openSample}>Open the sample session</Button>
      </div>
    </div>
  )
}

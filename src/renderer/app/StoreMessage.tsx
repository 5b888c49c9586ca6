import './store-message.css'
import { FolderOpen, RotateCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { FolderPage } from '../folder/FolderPage'
import { type CopyProgress, closeStore, openStoreState, reopenStore } from '../state/open-store'
import { chooseAndOpen, lookedAt, openSample, sessionsState, stopLooking } from '../state/sessions'
import { Button } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'
import { formatBytes } from '../ui/format'

/** What stands in place of the canvas while no store is shown: nothing open, a folder, opening, or why it failed. */
export function StoreMessage() {
  const store = useStore(openStoreState)
  const chosen = useStore(sessionsState, (sessions) => sessions.chosen)
  const looking = useStore(sessionsState, lookedAt)
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
  if (store.kind === 'opening')
    return <Opening path={store.path} progress={store.progress} onCancel={closeStore} />
  if (chosen !== null) return <FolderPage path={chosen} />
  if (looking !== null) return <Opening path={looking} progress={null} onCancel={stopLooking} />
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

/** A store that opens sooner has nothing said of it: words that come and go in a few frames only flicker. ms */
const QUIET_MS = 150

/** A store that another process writes, or that cannot be read in place, is first copied aside. */
function Opening({
  path,
  progress,
  onCancel
}: {
  readonly path: string
  readonly progress: CopyProgress | null
  readonly onCancel: () => void
}) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return <div className="store-message" />
  return (
    <div className="store-message">
      <p className="quiet" role="status">
        {progress === null ? 'Opening…' : 'Copying the store aside, so that it can be read…'}
      </p>
      <p className="mono faint">{path}</p>
      {progress !== null && (
        <p className="figures faint">
          {formatBytes(progress.done)} of {formatBytes(progress.total)}
        </p>
      )}
      <div className="store-message-steps">
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  )
}

import '../app/store-message.css'
import './folder-page.css'
import type { ListedStore } from '@shared/ipc/store'
import { FolderOpen } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { StoreLines } from '../sidebar/SessionRow'
import { openStore } from '../state/open-store'
import type { Resource } from '../state/resource'
import { chooseAndOpen, openSample, sessionsState } from '../state/sessions'
import { Button } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'
import { countOf, formatCount } from '../ui/format'
import { useNow } from '../ui/useNow'

/** So many are offered at once; the sidebar lists all. */
const OFFERED = 50

/** What stands in place of the canvas when a folder was opened: its stores, the one touched last first. */
export function FolderPage({ path }: { readonly path: string }) {
  const listing = useStore(sessionsState, ({ folders }) => folders.get(path))
  const progress = useStore(sessionsState, ({ reading }) => reading.get(path))
  const stores = listing?.kind === 'ready' ? listing.value.stores : []
  return (
    <section className="store-message" aria-label="Stores of the folder">
      <h2 className="title">
        {progress === undefined ? titleOf(listing, stores.length) : 'The folder is being read…'}
      </h2>
      <p className="mono faint folder-path">{path}</p>
      {progress !== undefined && (
        <p className="figures faint" role="status">
          {formatCount(progress.done)} of {formatCount(progress.total)} read
        </p>
      )}
      {listing?.kind === 'failed' && <ErrorNote error={listing.error} />}
      {stores.length > 0 && <StoreChoice key={path} stores={stores} />}
      {stores.length > OFFERED && (
        <p className="small quiet">
          The {OFFERED} touched last; the sidebar lists all of them, with a filter.
        </p>
      )}
      <div className="store-message-steps">
        <Button icon={FolderOpen} onClick={() => void chooseAndOpen('folder')}>
          Open another folder…
        </Button>
        <Button onClick={openSample}>Open the sample session</Button>
      </div>
    </section>
  )
}

function titleOf(listing: Resource<unknown> | undefined, count: number): string {
  if (listing?.kind === 'failed') return 'The folder cannot be listed'
  if (listing?.kind !== 'ready') return 'The folder is being read…'
  return count === 0 ? 'No stores in this folder' : `${countOf(count, 'store')} in this folder`
}

const byAge = (a: ListedStore, b: ListedStore): number => b.modifiedAt - a.modifiedAt

const steps: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  ArrowUp: 'previousElementSibling'
}

/** Up and down go from store to store, Enter opens. */
function StoreChoice({ stores }: { readonly stores: readonly ListedStore[] }) {
  const list = useRef<HTMLUListElement>(null)
  const now = useNow()
  // whoever is busy elsewhere keeps the keys
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.querySelector('button')?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    const line = document.activeElement?.closest('li')
    if (step === undefined || line == null) return
    line[step]?.querySelector('button')?.focus()
    event.preventDefault()
  }
  return (
    <ul ref={list} className="folder-stores" onKeyDown={onKeyDown}>
      {stores
        .toSorted(byAge)
        .slice(0, OFFERED)
        .map((store) => (
          <li key={store.path}>
            <button
              type="button"
              className="folder-store"
              title={store.path}
              onClick={() => void openStore(store.path)}
            >
              <StoreLines store={store} now={now} />
            </button>
          </li>
        ))}
    </ul>
  )
}

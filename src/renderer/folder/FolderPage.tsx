import '../app/store-message.css'
import './folder-page.css'
import type { FolderListing, ListedFolder, ListedStore } from '@shared/ipc/store'
import { FolderOpen } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { emptyWords } from '../sidebar/rows'
import { FolderLine, StoreLines } from '../sidebar/SessionRow'
import { openStore } from '../state/open-store'
import type { Resource } from '../state/resource'
import { chooseAndOpen, chooseFolder, openSample, sessionsState } from '../state/sessions'
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
  const folders = listing?.kind === 'ready' ? listing.value.folders : []
  return (
    <section className="store-message" aria-label="Stores of the folder">
      <h2 className="title">{progress === undefined ? titleOf(listing) : 'The folder is being read…'}</h2>
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
      {folders.length > 0 && <FolderChoice key={path} folders={folders} />}
      {folders.length > OFFERED && (
        <p className="small quiet">The first {OFFERED}; the sidebar lists all of them.</p>
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

function titleOf(listing: Resource<FolderListing> | undefined): string {
  if (listing?.kind === 'failed') return 'The folder cannot be listed'
  if (listing?.kind !== 'ready') return 'The folder is being read…'
  const { stores, folders } = listing.value
  return stores.length === 0
    ? emptyWords(folders.length)
    : `${countOf(stores.length, 'store')} in this folder`
}

const byAge = (a: ListedStore, b: ListedStore): number => b.modifiedAt - a.modifiedAt

function StoreChoice({ stores }: { readonly stores: readonly ListedStore[] }) {
  const now = useNow()
  return (
    <Choice>
      {stores
        .toSorted(byAge)
        .slice(0, OFFERED)
        .map((store) => (
          <Offer key={store.path} path={store.path} className="folder-store" open={openStore}>
            <StoreLines store={store} now={now} />
          </Offer>
        ))}
    </Choice>
  )
}

/** Where to look for stores when the folder itself holds none. */
function FolderChoice({ folders }: { readonly folders: readonly ListedFolder[] }) {
  return (
    <Choice>
      {folders.slice(0, OFFERED).map((folder) => (
        <Offer key={folder.path} path={folder.path} className="folder-below" open={chooseFolder}>
          <FolderLine folder={folder} />
        </Offer>
      ))}
    </Choice>
  )
}

interface OfferProps {
  readonly path: string
  readonly className: string
  readonly open: (path: string) => Promise<unknown>
  readonly children: ReactNode
}

function Offer({ path, className, open, children }: OfferProps) {
  return (
    <li>
      <button type="button" className={className} title={path} onClick={() => void open(path)}>
        {children}
      </button>
    </li>
  )
}

const steps: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  ArrowUp: 'previousElementSibling'
}

/** Up and down go from line to line, Enter opens. */
function Choice({ children }: { readonly children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null)
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
      {children}
    </ul>
  )
}

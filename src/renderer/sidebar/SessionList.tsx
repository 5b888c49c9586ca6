import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { openStore, openStoreState } from '../state/open-store'
import {
  chooseFolder,
  foldFolder,
  openFolder,
  putFolderBack,
  removeRecent,
  takeOutFolder
} from '../state/sessions'
import { useNow } from '../ui/useNow'
import { isFolder, type SidebarRow } from './rows'
import { SessionMenu } from './SessionMenu'
import { SessionRow } from './SessionRow'

const heights = { group: 28, store: 44, recent: 44, folder: 28, note: 28 } as const

function act(row: SidebarRow): void {
  if (row.kind === 'group') foldFolder(row.path, !row.folded)
  if (row.kind === 'store') void openStore(row.store.path)
  if (row.kind === 'folder') void chooseFolder(row.folder.path)
  if (row.kind === 'recent') void openStore(row.path)
}

const isUndo = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey

/** The lines of the sidebar as a tree, however many: only those in sight are in the page. */
export function SessionList({ rows }: { readonly rows: readonly SidebarRow[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const now = useNow()
  const shown = useStore(openStoreState, (store) => (store.kind === 'closed' ? null : store.path))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'store'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8
  })
  const at = Math.min(active, rows.length - 1)

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setActive(next)
    virtual.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at]
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1
    }
    const to = steps[event.key]
    if (to !== undefined) move(to)
    else if (event.key === 'ArrowLeft' && row?.kind === 'group') foldFolder(row.path, true)
    else if (event.key === 'ArrowRight' && row?.kind === 'group') foldFolder(row.path, false)
    else if (isUndo(event)) putFolderBack()
    else if (event.key === 'Delete' && row !== undefined && isFolder(row)) takeOutFolder(row.path)
    else if (event.key === 'Delete' && row?.kind === 'recent') void removeRecent(row.path)
    else if (event.key === 'F5' && row !== undefined && isFolder(row)) void openFolder(row.path)
    else if ((event.key === 'Enter' || event.key === ' ') && row) act(row)
    else return
    event.preventDefault()
  }
  return (
    <SessionMenu rows={rows} active={at}>
      <div
        ref={scroller}
        className="session-list"
        role="tree"
        aria-label="Sessions"
        tabIndex={0}
        aria-activedescendant={`session-${at}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, key, start, size }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <SessionRow
                key={key}
                id={`session-${index}`}
                row={row}
                now={now}
                shown={shown}
                active={index === at}
                style={{ transform: `translateY(${start}px)`, height: size }}
                onPick={() => {
                  setActive(index)
                  act(row)
                }}
              />
            )
          })}
        </div>
      </div>
    </SessionMenu>
  )
}

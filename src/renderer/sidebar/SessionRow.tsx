import type { ListedFolder, ListedStore } from '@shared/ipc/store'
import { ChevronDown, ChevronRight, Clock, FileX2, Folder, RotateCw, TriangleAlert, X } from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import { StoreCostText } from '../cost/StoreCostText'
import { openFolder, takeOutFolder } from '../state/sessions'
import { IconButton, keepFocus } from '../ui/Controls'
import { countOf, formatAge, formatBytes, formatExactBytes, formatExactTime, shortenPath } from '../ui/format'
import { isFolder, pathOf, recentGroup, type SidebarRow } from './rows'

const relations = { root: '', child: 'agent', fork: 'fork', handoff: 'successor' } as const

/** One line of the sidebar: a folder, a store of it, a recent store, or a word about the folder. */
export function SessionRow(props: {
  readonly id: string
  readonly row: SidebarRow
  readonly now: number
  /** The path of the store that the window shows. */
  readonly shown: string | null
  readonly active: boolean
  readonly style: CSSProperties
  readonly onPick: () => void
}) {
  const { row, shown, active, style, id, onPick, now } = props
  const path = pathOf(row)
  const isShown = path !== null && path === shown
  const depth = row.kind === 'store' ? row.depth : 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus and takes the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.kind === 'group' ? 1 : depth + 2}
      aria-selected={isShown}
      aria-expanded={row.kind === 'group' ? !row.folded : undefined}
      aria-label={row.kind === 'group' ? `${row.name} ${row.note}`.trim() : undefined}
      aria-keyshortcuts={isFolder(row) ? 'Delete' : undefined}
      className={`session-row ${row.kind}${active ? ' active' : ''}`}
      style={{ ...style, '--depth': depth } as CSSProperties}
      title={path ?? undefined}
      onClick={onPick}
    >
      {row.kind === 'group' && <GroupLine row={row} />}
      {row.kind === 'store' && <StoreLines store={row.store} now={now} placed={row.depth > 0} />}
      {row.kind === 'recent' && (
        <>
          <div className="session-title cut" title={row.title}>
            {row.title === '' ? 'Untitled session' : row.title}
          </div>
          <div className="session-facts small">
            <span className="mono cut" title={row.path}>
              {shortenPath(row.path)}
            </span>
            <span title={formatExactTime(row.openedAt)}>{formatAge(row.openedAt, now)}</span>
          </div>
        </>
      )}
      {row.kind === 'folder' && <FolderLine folder={row.folder} />}
      {row.kind === 'note' && (
        <div className={`small cut ${row.failed ? 'danger' : 'faint'}`}>{row.text}</div>
      )}
    </div>
  )
}

/** A folder in a folder without stores, and how many it holds. */
export function FolderLine({ folder: { name, stores } }: { readonly folder: ListedFolder }) {
  return (
    <>
      <Folder size={14} aria-hidden="true" />
      <span className="cut">{name}</span>
      <span className="spacer" />
      <span className="small faint folder-count">
        {stores === null ? '' : stores === 0 ? 'no stores' : countOf(stores, 'store')}
      </span>
    </>
  )
}

function GroupLine({ row }: { readonly row: SidebarRow & { kind: 'group' } }) {
  const Chevron = row.folded ? ChevronRight : ChevronDown
  const Icon = row.path === recentGroup ? Clock : Folder
  return (
    <>
      <Chevron size={14} aria-hidden="true" />
      <Icon size={14} aria-hidden="true" />
      <span className="strong small cut">{row.name}</span>
      <span className="small faint">{row.note}</span>
      {isFolder(row) && <FolderButtons path={row.path} />}
    </>
  )
}

/** What can be done with a folder; the tree around it has the focus and does the same by keys. */
function FolderButtons({ path }: { readonly path: string }) {
  const button = (run: (path: string) => unknown) => ({
    tabIndex: -1,
    className: 'tiny',
    size: 12,
    onMouseDown: keepFocus,
    onClick: (event: MouseEvent) => {
      event.stopPropagation()
      run(path)
    }
  })
  return (
    <span className="folder-buttons">
      <IconButton icon={RotateCw} label="Read the folder again (F5)" {...button(openFolder)} />
      <IconButton icon={X} label="Take the folder out of the sidebar (Delete)" {...button(takeOutFolder)} />
    </span>
  )
}

/**
 * What a store is called, and below it its size, age and state. @param placed it stands below its parent, so that an
 * agent is seen to be one
 */
export function StoreLines({
  store,
  now,
  placed = false
}: {
  readonly store: ListedStore
  readonly now: number
  readonly placed?: boolean
}) {
  const { title, name, bytes, modifiedAt, nodes, relation, problem, findings } = store
  const count = nodes === null ? '' : countOf(nodes, 'node')
  const said = placed && relation === 'child' ? '' : relations[relation]
  const facts = [formatBytes(bytes), formatAge(modifiedAt, now), count, said].filter((fact) => fact !== '')
  const changed = `changed ${formatExactTime(modifiedAt)}`
  const exactly = [formatExactBytes(bytes), changed, count, relations[relation]]
  return (
    <>
      <div
        className={`session-title cut ${problem === null ? '' : 'unreadable'}`}
        title={title === '' || title === name ? name : `${title} (${name})`}
      >
        {problem !== null && <FileX2 size={13} className="danger" aria-hidden="true" />}
        {title === '' ? name : title}
      </div>
      <div className="session-facts small">
        <span className="cut" title={problem ?? exactly.filter((fact) => fact !== '').join(', ')}>
          {problem ?? facts.join(' · ')}
        </span>
        {findings > 0 && (
          <span className="session-findings">
            <TriangleAlert size={12} className="danger" aria-hidden="true" />
            {countOf(findings, 'finding')}
          </span>
        )}
        {problem === null && <StoreCostText path={store.path} />}
      </div>
    </>
  )
}

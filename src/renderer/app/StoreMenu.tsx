import '../ui/menu.css'
import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useStore } from 'zustand'
import { openStore, openStoreState } from '../state/open-store'
import { chooseAndOpen, openSample, sessionsState } from '../state/sessions'
import { formatAge, formatExactTime, shortenPath } from '../ui/format'
import { useNow } from '../ui/useNow'

const absent = { closed: 'No store', opening: 'Opening…', failed: 'Not readable' } as const

/** The name of the shown store; opens the recent stores and the ways to open another. */
export function StoreMenu() {
  const store = useStore(openStoreState)
  const title = store.kind === 'open' ? store.overview.title : absent[store.kind]
  const path = store.kind === 'closed' ? null : store.path
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="store-name" title={path ?? undefined}>
        <span className="strong cut">{title === '' ? 'Untitled session' : title}</span>
        {path !== null && <span className="store-path mono quiet cut">{shortenPath(path)}</span>}
        <ChevronDown size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={6}>
          <DropdownMenu.Item className="menu-item" onSelect={() => void chooseAndOpen('store')}>
            Open store…
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => void chooseAndOpen('folder')}>
            Open folder…
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={openSample}>
            Open the sample session
          </DropdownMenu.Item>
          <RecentItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const shownRecent = 12

function RecentItems() {
  const recent = useStore(sessionsState, (sessions) => sessions.recent)
  const now = useNow()
  if (recent.length === 0) return null
  return (
    <>
      <DropdownMenu.Separator className="menu-line" />
      <DropdownMenu.Label className="menu-label">Recent</DropdownMenu.Label>
      {recent.slice(0, shownRecent).map(({ path, title, openedAt }) => (
        <DropdownMenu.Item
          key={path}
          className="menu-item"
          title={path}
          onSelect={() => void openStore(path)}
        >
          <span className="cut">{title === '' ? 'Untitled session' : title}</span>
          <span className="mono faint cut menu-path">{shortenPath(path)}</span>
          <span className="small faint" title={formatExactTime(openedAt)}>
            {formatAge(openedAt, now)}
          </span>
        </DropdownMenu.Item>
      ))}
    </>
  )
}

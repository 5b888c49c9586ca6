import './title-bar.css'
import { Database, Radio, Search } from 'lucide-react'
import { useStore } from 'zustand'
import { followStore, isStoreOpen, openStoreState } from '../state/open-store'
import { showOverlay } from '../state/overlay'
import { showLens, viewState } from '../state/view'
import { Key, keepFocus, Segments } from '../ui/Controls'
import { StoreMenu } from './StoreMenu'

const lenses = [
  ['browse', 'Browse'],
  ['prune', 'Prune'],
  ['cost', 'Cost']
] as const

export const commandKey = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl '

/** Which store, which lens, search and commands, follow. */
export function TitleBar() {
  const lens = useStore(viewState, (view) => view.lens)
  return (
    <header className="title-bar">
      <h1 className="visually-hidden">Lash Inspector</h1>
      <div className="title-store">
        <Database size={16} aria-hidden="true" />
        <StoreMenu />
      </div>
      <Segments label="Lens" options={lenses} value={lens} onChange={showLens} />
      <div className="title-tools">
        <button
          type="button"
          className="search-box"
          onMouseDown={keepFocus}
          onClick={() => showOverlay('commands')}
        >
          <Search size={14} aria-hidden="true" />
          <span className="search-box-text">Search and commands</span>
          <Key>{commandKey}K</Key>
        </button>
        <FollowToggle />
      </div>
    </header>
  )
}

function FollowToggle() {
  const following = useStore(openStoreState, (store) => store.kind === 'open' && store.following)
  const live = useStore(openStoreState, (store) => store.kind === 'open' && store.overview.live)
  const open = useStore(openStoreState, isStoreOpen)
  const hint = live
    ? 'Another process has this store open: follow what it writes'
    : 'Follow what another process writes'
  return (
    <button
      type="button"
      className="follow"
      aria-pressed={following}
      disabled={!open}
      title={hint}
      onClick={() => void followStore(!following)}
    >
      <Radio size={16} aria-hidden="true" />
      {following ? 'Following' : 'Follow'}
      {live && <span className="live-dot" aria-hidden="true" />}
    </button>
  )
}

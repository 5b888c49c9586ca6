import './sidebar.css'
import { FolderOpen, Funnel } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { chooseAndOpen, filterSessions, sessionsState } from '../state/sessions'
import { Button, IconButton } from '../ui/Controls'
import { sessionCount, sidebarRows } from './rows'
import { SessionList } from './SessionList'

/** The stores of the opened folders as families, and the recent ones. */
export function Sidebar() {
  const sessions = useStore(sessionsState)
  const [filtering, setFiltering] = useState(sessions.filter !== '')
  const rows = sidebarRows(sessions)
  const count = sessionCount(sessions)
  return (
    <nav className="sidebar" aria-label="Sessions">
      <div className="panel-head">
        <h2>Sessions</h2>
        <span className="small quiet cut" title={count}>
          {count}
        </span>
        <span className="spacer" />
        <IconButton
          icon={FolderOpen}
          label="Open a folder of session stores…"
          onClick={() => void chooseAndOpen('folder')}
        />
        <IconButton
          icon={Funnel}
          label="Filter the sessions"
          aria-pressed={filtering}
          onClick={() => {
            if (filtering) filterSessions('')
            setFiltering(!filtering)
          }}
        />
      </div>
      {filtering && (
        <input
          className="field sidebar-filter"
          type="search"
          placeholder="Title, file or session id"
          aria-label="Filter the sessions"
          // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
          autoFocus
          value={sessions.filter}
          onChange={(event) => filterSessions(event.target.value)}
        />
      )}
      {rows.length === 0 ? <NoSessions filtered={sessions.filter !== ''} /> : <SessionList rows={rows} />}
    </nav>
  )
}

function NoSessions({ filtered }: { readonly filtered: boolean }) {
  if (filtered) return <p className="sidebar-empty quiet">Nothing matches.</p>
  return (
    <div className="sidebar-empty">
      <p className="quiet">Open a folder to see its sessions here.</p>
      <Button icon={FolderOpen} onClick={() => void chooseAndOpen('folder')}>
        Open folder…
      </Button>
    </div>
  )
}

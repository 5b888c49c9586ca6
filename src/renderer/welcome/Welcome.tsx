import './welcome.css'
import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { chooseAndOpen, sessionsState } from '../state/sessions'
import { dismissWelcome, settingsState } from '../state/settings'
import { Door, IconButton } from '../ui/Controls'

/** At first start, over the sample: what is seen, how to move in it, and where the user's own sessions are. */
export function Welcome() {
  const seen = useStore(settingsState, (settings) => settings.seenWelcome)
  const info = useStore(sessionsState, (sessions) => sessions.info)
  const sample = useStore(openStoreState, (store) => store.kind === 'open' && store.path === info?.samplePath)
  if (seen || info === null || !sample) return null
  return (
    <section className="welcome" aria-label="Welcome">
      <div className="welcome-lines">
        <p>
          This is a <b>sample session</b>. The amber line is the active path, from the root down to the leaf;
          what was abandoned leaves it to the right.
        </p>
        <p>
          Select any node to see what it is, press <b>Enter</b> to read its branch, <b>?</b> for all keys.
        </p>
        <p>
          {info.sessionFolders.length === 0 ? (
            <>
              No sessions of yours were found here. Drop a store or a folder on the window, or{' '}
              <Door onClick={() => void chooseAndOpen('folder')}>open a folder…</Door>
            </>
          ) : (
            `Your own sessions are on the left, from ${info.sessionFolders.join(', ')}.`
          )}
        </p>
      </div>
      <IconButton icon={X} label="Dismiss the welcome" onClick={dismissWelcome} />
    </section>
  )
}

import { Command as Palette } from 'cmdk'
import { type ReactNode, useState } from 'react'
import { useStore } from 'zustand'
import { allCommands } from '../app/commands'
import type { Command } from '../app/commands/command'
import { openStore, shownStore } from '../state/open-store'
import { showOverlay } from '../state/overlay'
import { startSearch } from '../state/search'
import { putFolderBack, sessionsState, takeOutFolder } from '../state/sessions'
import { followLink } from '../state/walk'
import { Key } from '../ui/Controls'
import { focusFirst } from '../ui/Dialog'
import { shortenPath } from '../ui/format'
import { keyWords } from './key-words'
import { matchWords } from './match'

const groups: readonly Command['group'][] = ['Store', 'Go to', 'Change', 'View', 'Window']
const shownRecent = 8

/** Every command by name, the recent stores, and what is typed as a search or an id. */
export function CommandList({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState('')
  const recent = useStore(sessionsState, (sessions) => sessions.recent)
  const after = (run: () => void) => () => {
    onDone()
    run()
  }
  return (
    <Palette className="palette" label="Search and commands" filter={matchWords}>
      <Palette.Input
        className="palette-input"
        placeholder="A command, a store, a node id, or words to search for"
        value={text}
        onValueChange={setText}
        ref={focusFirst}
      />
      <Palette.List className="palette-list">
        <Palette.Empty className="palette-empty quiet">Nothing of that name.</Palette.Empty>
        {groups.map((group) => (
          <Palette.Group key={group} heading={group}>
            {allCommands
              .filter((command) => command.group === group && command.id !== 'palette')
              .filter(({ enabled }) => enabled?.() !== false)
              .map((command) => (
                <Palette.Item
                  key={command.id}
                  value={`${group} ${command.title}`}
                  className="palette-item"
                  onSelect={after(command.run)}
                >
                  {command.title}
                  {command.keys !== undefined && <Key>{keyWords(command.keys)}</Key>}
                </Palette.Item>
              ))}
          </Palette.Group>
        ))}
        <FolderItems onDone={onDone} />
        {recent.length > 0 && (
          <Palette.Group heading="Recent stores">
            {recent.slice(0, shownRecent).map(({ path, title }) => (
              <Palette.Item
                key={path}
                value={`${title} ${path}`}
                className="palette-item"
                onSelect={after(() => void openStore(path))}
              >
                <span className="cut">{title === '' ? 'Untitled session' : title}</span>
                <span className="mono faint">{shortenPath(path)}</span>
              </Palette.Item>
            ))}
          </Palette.Group>
        )}
        {text !== '' && shownStore() !== null && <TypedItems text={text} onDone={onDone} />}
      </Palette.List>
    </Palette>
  )
}

/** What can be done with the folders of the sidebar. */
function FolderItems({ onDone }: { readonly onDone: () => void }) {
  const folders = useStore(sessionsState, (sessions) => sessions.folders)
  const takenOut = useStore(sessionsState, (sessions) => sessions.takenOut)
  if (folders.size === 0 && takenOut === null) return null
  const item = (verb: string, path: string, run: () => void): ReactNode => (
    <Palette.Item
      key={`${verb} ${path}`}
      value={`${verb} the sidebar folder ${path}`}
      className="palette-item"
      onSelect={() => {
        onDone()
        run()
      }}
    >
      <span className="cut">{verb} the sidebar</span>
      <span className="mono faint cut">{shortenPath(path)}</span>
    </Palette.Item>
  )
  return (
    <Palette.Group heading="Folders">
      {[...folders.keys()].map((path) => item('Take out of', path, () => takeOutFolder(path)))}
      {takenOut !== null && item('Put back into', takenOut.path, putFolderBack)}
    </Palette.Group>
  )
}

function TypedItems({ text, onDone }: { readonly text: string; readonly onDone: () => void }) {
  return (
    <Palette.Group heading="What you typed" forceMount>
      <Palette.Item
        forceMount
        value={`search ${text}`}
        className="palette-item"
        onSelect={() => {
          showOverlay('search')
          void startSearch(text)
        }}
      >
        <span className="cut">Search the store for “{text}”</span>
        <Key>/</Key>
      </Palette.Item>
      <Palette.Item
        forceMount
        value={`go to id ${text}`}
        className="palette-item"
        onSelect={() => {
          onDone()
          void followLink(text.trim())
        }}
      >
        <span className="cut">Go to the node with the id “{text.trim()}”</span>
        <Key>g</Key>
      </Palette.Item>
    </Palette.Group>
  )
}

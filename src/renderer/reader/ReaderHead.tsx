import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { BookOpen, Brain, Download, Search, Wrench, X } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useSearchField } from '../palette/useSearchField'
import { closeReader, readerState, readRow, showInReader } from '../state/reader'
import { searchState } from '../state/search'
import { IconButton, Key } from '../ui/Controls'
import { countOf, formatBytes, formatCount, formatExactBytes } from '../ui/format'
import { saveTranscript } from './save-transcript'

interface Branch {
  readonly nodes: NodeColumns
  readonly rows: Uint32Array
  readonly leafRow: number | null
}

/** What is read, how much it is, search inside, what is shown of it, and the way out. */
export function ReaderHead({ nodes, rows, leafRow }: Branch) {
  const tools = useStore(readerState, (reader) => reader.showTools)
  const reasoning = useStore(readerState, (reader) => reader.showReasoning)
  const { turns, bytes } = useMemo(() => measure(nodes, rows), [nodes, rows])
  const counts = `${countOf(rows.length, 'node')} · ${countOf(turns, 'turn')}`
  return (
    <header className="reader-head">
      <BookOpen size={16} aria-hidden="true" />
      <h2 className="cut">{rows.at(-1) === leafRow ? 'Path to the leaf' : 'Branch off the path'}</h2>
      <span className="figures quiet cut" title={`${counts} · ${formatExactBytes(bytes)}`}>
        {counts} · {formatBytes(bytes)}
      </span>
      <span className="spacer" />
      <SearchInside rows={rows} />
      <button
        type="button"
        className="button compact toggle"
        aria-pressed={tools}
        onClick={() => showInReader({ showTools: !tools })}
      >
        <Wrench size={12} aria-hidden="true" />
        Tools
      </button>
      <button
        type="button"
        className="button compact toggle"
        aria-pressed={reasoning}
        onClick={() => showInReader({ showReasoning: !reasoning })}
      >
        <Brain size={12} aria-hidden="true" />
        Reasoning
      </button>
      <IconButton
        icon={Download}
        label="Save the branch as Markdown…"
        onClick={() => void saveTranscript()}
      />
      <Key>Esc</Key>
      <IconButton icon={X} label="Close the reader" onClick={closeReader} />
    </header>
  )
}

function measure(nodes: NodeColumns, rows: Uint32Array): { turns: number; bytes: number } {
  let turns = 0
  let bytes = 0
  for (const row of rows) {
    if ((nodes.flags[row] ?? 0) & NodeFlag.turnStart) turns++
    bytes += nodes.bytes[row] ?? 0
  }
  return { turns, bytes }
}

/** While the reader is open, `/` goes to its own search, not to the store's. @returns how to stop */
function focusOnSlash(field: RefObject<HTMLInputElement | null>): () => void {
  const press = (event: KeyboardEvent): void => {
    const typing =
      event.target instanceof Element && event.target.closest('input, textarea, dialog[open]') !== null
    if (event.key !== '/' || typing) return
    event.preventDefault()
    field.current?.focus()
  }
  window.addEventListener('keydown', press, { capture: true })
  return () => window.removeEventListener('keydown', press, { capture: true })
}

/** Searches the store and steps through the hits that lie on this branch. */
function SearchInside({ rows }: { readonly rows: Uint32Array }) {
  const found = useStore(searchState, (search) => search.rows)
  const sought = useStore(searchState, (search) => search.text)
  const done = useStore(searchState, (search) => search.done)
  const reading = useStore(readerState, (reader) => reader.reading)
  const [text, setText] = useState(sought)
  const hits = useMemo(() => hitsInside(found, rows), [found, rows])
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => focusOnSlash(field), [])
  const at = hits.indexOf(reading ?? -1)
  const step = (by: 1 | -1): void => {
    const next = hits.at(at === -1 ? 0 : (at + by) % hits.length)
    if (next !== undefined) readRow(next)
  }
  const enter = useSearchField({ text, hits: hits.length, go: step })
  return (
    <search className="reader-search">
      <Search size={14} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        aria-label="Search inside this branch"
        placeholder="Search inside"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') enter(event.shiftKey ? -1 : 1)
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            event.stopPropagation()
            setText('')
          }
        }}
      />
      {text !== '' && (
        <output className="figures quiet">
          {at === -1
            ? `${formatCount(hits.length)} found${done ? '' : ' so far'}`
            : `${formatCount(at + 1)} of ${formatCount(hits.length)}`}
        </output>
      )}
    </search>
  )
}

/** The hits among the rows of a branch, in its order; both may be a million, and come anew with every part read. */
function hitsInside(found: readonly number[], rows: Uint32Array): Uint32Array {
  const hit = new Uint8Array((found[0] ?? -1) + 1)
  for (const row of found) hit[row] = 1
  return rows.filter((row) => hit[row] === 1)
}

import { type KeyboardEvent, useState } from 'react'
import { useStore } from 'zustand'
import { goToHit, isSearch, restartSearch, searchState, stopSearch } from '../state/search'
import { Door, keepFocus } from '../ui/Controls'
import { SearchFilters } from './SearchFilters'
import { SearchHits } from './SearchHits'
import { noneWords, searchWords } from './search-words'
import { TextIndexLine } from './TextIndexPanel'
import { useSearchField } from './useSearchField'

/** Page Up and Page Down go over as many hits as are in sight. */
const page = 10

/** Searches the whole store while you type; Enter goes to the hit. */
export function SearchPanel({ onDone }: { readonly onDone: () => void }) {
  const search = useStore(searchState)
  const [text, setText] = useState(search.text)
  const [filter, setFilter] = useState(search.filter)
  /** The row that is chosen; hits that come later do not change it. */
  const [chosen, setChosen] = useState(search.current)
  const active = Math.max(0, chosen === null ? 0 : search.rows.indexOf(chosen))
  const go = (at: number): void => {
    goToHit(at)
    onDone()
  }
  const enter = useSearchField({ text, filter, hits: search.rows.length, go: () => go(active) })
  const choose = (at: number): void =>
    setChosen(search.rows[Math.max(0, Math.min(at, search.rows.length - 1))] ?? null)
  const isNone = search.done && search.rows.length === 0 && search.error === null && isSearch(search)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') choose(active + 1)
    else if (event.key === 'ArrowUp') choose(active - 1)
    else if (event.key === 'PageDown') choose(active + page)
    else if (event.key === 'PageUp') choose(active - page)
    else if (event.key === 'Enter') enter()
    // A search field would only be emptied by it.
    else if (event.key === 'Escape') onDone()
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        className="palette-input"
        type="search"
        role="combobox"
        aria-expanded={!isNone}
        aria-controls="search-hits"
        aria-activedescendant={search.rows.length > 0 ? `hit-${active}` : undefined}
        aria-label="Search in the store"
        placeholder="Words in any node of this store, an id, a tool"
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the dialog exists for this field
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(null)
        }}
        onKeyDown={onKeyDown}
      />
      <SearchFilters
        filter={filter}
        onChange={(next) => {
          setFilter(next)
          setChosen(null)
        }}
      />
      {isNone ? (
        <p className="search-none quiet">{noneWords(search)}</p>
      ) : (
        <SearchHits active={active} onPick={go} />
      )}
      <div className="palette-foot small faint">
        <output>{searchWords(search)}</output>
        {!search.done && (
          <>
            <progress aria-label="Nodes read" max={search.total || 1} value={search.scanned} />
            <Door onMouseDown={keepFocus} onClick={stopSearch}>
              Stop
            </Door>
          </>
        )}
        {search.stopped && (
          <Door onMouseDown={keepFocus} onClick={restartSearch}>
            Search all
          </Door>
        )}
        <span className="spacer" />
        <TextIndexLine />
      </div>
    </>
  )
}

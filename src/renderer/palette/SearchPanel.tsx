import { type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { goToHit, searchState, startSearch } from '../state/search'
import { kindNames } from '../theme/kinds'
import { formatCount } from '../ui/format'
import { KindPlate } from '../ui/KindPlate'

const searchAfterMs = 180

/** Searches the whole store while you type; Enter goes to the hit. */
export function SearchPanel({ onDone }: { readonly onDone: () => void }) {
  const search = useStore(searchState)
  const [text, setText] = useState(search.text)
  const [filter, setFilter] = useState(search.filter)
  const [active, setActive] = useState(0)
  useEffect(() => {
    const now = searchState.getState()
    if (text === now.text && filter === now.filter) return
    const timer = setTimeout(() => {
      setActive(0)
      void startSearch(text, filter)
    }, searchAfterMs)
    return () => clearTimeout(timer)
  }, [text, filter])

  const go = (at: number): void => {
    goToHit(at)
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, search.rows.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter') go(active)
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
        aria-expanded="true"
        aria-controls="search-hits"
        aria-activedescendant={search.rows.length > 0 ? `hit-${active}` : undefined}
        aria-label="Search in the store"
        placeholder="Words in any node of this store"
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the dialog exists for this field
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="search-filters">
        <Tick
          text="on the path only"
          on={filter.onPath === true}
          onChange={(on) => setFilter({ ...filter, onPath: on ? true : null })}
        />
        <Tick
          text="off the path only"
          on={filter.onPath === false}
          onChange={(on) => setFilter({ ...filter, onPath: on ? false : null })}
        />
        <Tick
          text="failed calls"
          on={filter.failed === true}
          onChange={(on) => setFilter({ ...filter, failed: on ? true : null })}
        />
        <select
          className="field small"
          aria-label="Kind of node"
          value={filter.kinds[0] ?? ''}
          onChange={({ target }) =>
            setFilter({ ...filter, kinds: target.value === '' ? [] : [target.value] })
          }
        >
          <option value="">any kind</option>
          {nodeKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindNames[kind][0]}
            </option>
          ))}
        </select>
      </div>
      <Hits active={active} onPick={go} />
      <output className="palette-foot small faint">{searchWords(search)}</output>
    </>
  )
}

function searchWords({
  text,
  rows,
  done,
  scanned,
  total,
  error
}: ReturnType<typeof searchState.getState>): string {
  if (error !== null) return error.message
  if (text === '') return 'The text of every node is searched, whatever its case.'
  const found = rows.length === 0 ? 'Nothing found' : `${formatCount(rows.length)} found`
  return done ? found : `${found} so far, ${formatCount(scanned)} of ${formatCount(total)} nodes read`
}

function Tick({
  text,
  on,
  onChange
}: {
  readonly text: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}) {
  return (
    <label className="tick small">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {text}
    </label>
  )
}

function Hits({ active, onPick }: { readonly active: number; readonly onPick: (at: number) => void }) {
  const rows = useStore(searchState, (search) => search.rows)
  const firsts = useStore(searchState, (search) => search.firsts)
  const nodes = useStore(openStoreState, (store) => (store.kind === 'open' ? store.index?.nodes : undefined))
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 32,
    overscan: 10
  })
  useEffect(() => {
    if (active < rows.length) virtual.scrollToIndex(active)
  }, [active, rows.length, virtual])
  return (
    <div
      ref={scroller}
      className="search-hits"
      id="search-hits"
      role="listbox"
      aria-label="Hits"
      tabIndex={-1}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index] ?? 0
          const kind: NodeKind = nodeKinds[nodes?.kind[row] ?? -1] ?? 'unknown'
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
            <div
              key={key}
              id={`hit-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="search-hit"
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onPick(index)}
            >
              <KindPlate kind={kind} size={20} />
              <span className="cut">
                {firsts[index]?.row === row ? firsts[index].snippet : kindNames[kind][0]}
              </span>
              <span className="mono faint">{formatCount(row + 1)}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

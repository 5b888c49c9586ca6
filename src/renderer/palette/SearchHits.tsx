import { type NodeColumns, NodeFlag, type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { quoteHits, searchState } from '../state/search'
import { kindNames } from '../theme/kinds'
import { formatCount } from '../ui/format'
import { KindPlate } from '../ui/KindPlate'

/** Words are asked for when the list has come to rest, ms. */
const restMs = 60

/** The hits of a search, the newest first; of many only those in sight are in the page. */
export function SearchHits({
  active,
  onPick
}: {
  readonly active: number
  readonly onPick: (at: number) => void
}) {
  const rows = useStore(searchState, (search) => search.rows)
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
  const shown = virtual.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? -1
  useEffect(() => {
    const timer = setTimeout(() => void quoteHits(rows.slice(first, last + 1)), restMs)
    return () => clearTimeout(timer)
  }, [rows, first, last])
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
        {shown.map(({ index, key, start }) => (
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
            <Hit row={rows[index] ?? 0} nodes={nodes} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Hit({ row, nodes }: { readonly row: number; readonly nodes: NodeColumns | undefined }) {
  const quote = useStore(searchState, ({ quotes }) => quotes.get(row))
  const wanted = useStore(searchState, ({ text }) => text)
  const kind: NodeKind = nodeKinds[nodes?.kind[row] ?? -1] ?? 'unknown'
  return (
    <>
      <KindPlate kind={kind} size={20} />
      <span className="cut">
        {quote === undefined ? (
          <span className="faint">{kindNames[kind][0]}</span>
        ) : (
          <Quote text={quote} wanted={wanted} />
        )}
      </span>
      <span className="small faint">{placeWords(nodes?.flags[row] ?? 0)}</span>
      <span className="mono faint">{formatCount(row + 1)}</span>
    </>
  )
}

function placeWords(flags: number): string {
  if ((flags & NodeFlag.tombstoned) !== 0) return 'tombstoned'
  if ((flags & NodeFlag.undecodable) !== 0) return 'not readable'
  return (flags & NodeFlag.onPath) === 0 ? 'off path' : ''
}

/** A line of text in which what was searched for stands out. */
function Quote({ text, wanted }: { readonly text: string; readonly wanted: string }) {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase())
  if (at === -1) return text
  const end = at + wanted.length
  return (
    <>
      {text.slice(0, at)}
      <mark className="search-mark">{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  )
}

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { placeReading, readerState, readRow } from '../state/reader'
import { searchState } from '../state/search'
import { transcriptState, wantEntries } from '../state/transcript'
import { Entry } from './Entry'
import { itemOfRow, type ReaderItem } from './items'
import { TurnLabel } from './TurnLabel'
import { useHitMarks } from './useHitMarks'

/** The lines of a transcript, however many; says which row is read, and goes to the row that the canvas is at. */
export function TranscriptList({
  items,
  rows
}: {
  readonly items: readonly ReaderItem[]
  readonly rows: Uint32Array
}) {
  const scroller = useRef<HTMLElement>(null)
  const entries = useStore(transcriptState, (transcript) => transcript.entries)
  const reading = useStore(readerState, (reader) => reader.reading)
  const sought = useStore(searchState, (search) => search.text)
  const reported = useRef<number | null>(null)
  const scrolledByHand = useRef(false)
  const scrolledTo = useRef(0)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'turn' ? 40 : 64),
    getItemKey: (index) => `${items[index]?.kind} ${items[index]?.row}`,
    overscan: 12,
    paddingStart: 8,
    paddingEnd: 120
  })
  const visible = virtual.getVirtualItems()

  const missing = visible.flatMap(({ index }) => {
    const item = items[index]
    return item?.kind === 'entry' && !entries.has(item.row) ? [item.row] : []
  })
  useEffect(() => {
    if (missing.length > 0) void wantEntries(missing)
  })

  useEffect(() => {
    if (reading === null) return
    placeReading(rows.indexOf(reading) + 1, rows.length)
    if (reading !== reported.current) scrolledByHand.current = false
    reported.current = reading
    scrolledTo.current = 0
  }, [reading, rows])

  // Said again as entries come in and lines take their true heights, until the user scrolls.
  useEffect(() => {
    const height = virtual.getTotalSize()
    if (reading === null || scrolledByHand.current || scrolledTo.current === height) return
    scrolledTo.current = height
    const index = itemOfRow(items, rows, reading)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'center' })
  })

  useHitMarks(scroller, sought, reading)

  const byHand = (): void => {
    scrolledByHand.current = true
  }
  /** The row at the middle of the sight is the one that is read; told only after the user scrolled by hand. */
  const tellReading = (): void => {
    const element = scroller.current
    if (element === null) return
    const middle = element.scrollTop + element.clientHeight / 2
    const at = virtual.getVirtualItems().findLast(({ start }) => start <= middle)
    const item = at === undefined ? undefined : items[at.index]
    if (item === undefined || item.row === readerState.getState().reading) return
    reported.current = item.row
    readRow(item.row)
  }
  return (
    <section
      ref={scroller}
      className="transcript"
      aria-label="Transcript"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onWheel={byHand}
      onPointerDown={byHand}
      onKeyDown={byHand}
      onScroll={() => {
        if (scrolledByHand.current) tellReading()
      }}
    >
      <div className="transcript-column" style={{ height: virtual.getTotalSize() }}>
        {visible.map(({ index, key, start }) => {
          const item = items[index]
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="transcript-line"
              style={{ transform: `translateY(${start}px)` }}
            >
              {item?.kind === 'turn' && <TurnLabel turn={item} />}
              {item?.kind === 'entry' && (
                <Entry item={item} entry={entries.get(item.row)} reading={item.row === reading} />
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}

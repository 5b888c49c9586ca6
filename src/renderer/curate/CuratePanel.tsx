import './curate.css'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, ListChecks, Plus } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useStore } from 'zustand'
import {
  addSelected,
  curateState,
  moveCurated,
  planCurated,
  setAllCurated,
  startCurating,
  toggleCurated
} from '../state/curate'
import { goToRow } from '../state/view'
import { Button, IconButton, Key } from '../ui/Controls'
import { formatCount } from '../ui/format'
import { PanelTitle } from '../ui/Panel'
import { CuratedLine } from './CuratedLine'

/** Picks the messages and calls that the model shall see next, in order; the old path stays as a branch. */
export function CuratePanel() {
  const rows = useStore(curateState, (state) => state.rows)
  const on = rows.filter((line) => line.on).length
  return (
    <section className="plan" aria-label="Context">
      <PanelTitle
        sign={<ListChecks size={20} aria-hidden="true" />}
        title="Context"
        mark={
          <span className="chip">
            {formatCount(on)} of {formatCount(rows.length)}
          </span>
        }
        sentence="Tick what the model shall see next, in this order. The path as it is stays in the store as a branch."
      >
        <div className="inspector-actions">
          <Button className="compact" onClick={() => setAllCurated(true)} disabled={rows.length === 0}>
            All
          </Button>
          <Button className="compact" onClick={() => setAllCurated(false)} disabled={rows.length === 0}>
            None
          </Button>
          <Button className="compact" icon={Plus} onClick={addSelected}>
            Add the selected node
          </Button>
        </div>
      </PanelTitle>
      {rows.length === 0 ? (
        <div className="inspector-empty quiet">
          <p>Nothing has been put together yet.</p>
          <div className="inspector-actions">
            <Button onClick={startCurating}>Start from the path</Button>
          </div>
        </div>
      ) : (
        <CuratedList />
      )}
      <footer className="plan-foot">
        <p className="small faint">
          <Key>Space</Key> ticks, <Key>Alt ↑</Key> <Key>Alt ↓</Key> move, <Key>↑</Key> <Key>↓</Key> walk
        </p>
        <div className="plan-buttons">
          <Button tone="main" className="apply" disabled={on === 0} onClick={planCurated}>
            Preview a context of {formatCount(on)}
          </Button>
        </div>
      </footer>
    </section>
  )
}

function CuratedList() {
  const rows = useStore(curateState, (state) => state.rows)
  const [active, setActive] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 36,
    overscan: 8
  })
  const at = Math.min(active, rows.length - 1)
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    const line = rows[next]
    setActive(next)
    virtual.scrollToIndex(next)
    if (line === undefined) return
    goToRow(line.row)
  }
  const move = (by: -1 | 1): void => {
    const to = moveCurated(at, by)
    setActive(to)
    virtual.scrollToIndex(to)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') event.altKey ? move(1) : go(at + 1)
    else if (event.key === 'ArrowUp') event.altKey ? move(-1) : go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.key === ' ') toggleCurated(at)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="curate-move">
        <span className="small faint cut">The marked line:</span>
        <IconButton icon={ArrowUp} label="Earlier" onClick={() => move(-1)} disabled={at <= 0} />
        <IconButton icon={ArrowDown} label="Later" onClick={() => move(1)} disabled={at >= rows.length - 1} />
      </div>
      <div
        ref={scroller}
        className="curate-list"
        role="listbox"
        aria-label="Messages and calls, in order"
        aria-multiselectable="true"
        aria-activedescendant={`curated-${at}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = rows[index]
            return line === undefined ? null : (
              <CuratedLine
                key={line.row}
                id={`curated-${index}`}
                line={line}
                active={index === at}
                top={start}
                onPick={() => go(index)}
                onToggle={() => toggleCurated(index)}
              />
            )
          })}
        </div>
      </div>
    </>
  )
}

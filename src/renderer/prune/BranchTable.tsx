import type { BranchRow } from '@shared/ipc/store'
import { useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { chooseBranches, isLocked, pruneState, toggleRow } from '../state/prune'
import { rowOfSelection, selectionState } from '../state/selection'
import { BranchLine } from './BranchLine'
import { type BoxState, boxOf } from './boxes'
import { ChoiceBox } from './ChoiceBox'
import { columns, features, isFigure } from './columns'
import { selectBranch } from './look'

const rowHeight = 28
const initialState = { sorting: [{ id: 'bytes', desc: true }] }

/** The branches as a grid, however many: arrows walk it and the canvas follows, Space chooses. */
export function BranchTable({
  branches,
  now
}: {
  readonly branches: readonly BranchRow[]
  readonly now: number
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const table = useTable({
    features,
    columns: columns as typeof columns & unknown[],
    data: branches as BranchRow[],
    initialState,
    enableSortingRemoval: false,
    enableMultiSort: false
  })
  const { rows } = table.getRowModel()
  const selected = useStore(selectionState, ({ selection }) => rowOfSelection(selection))
  const places = useMemo(
    () => new Map(rows.map(({ original }, index) => [original.topRow, index] as const)),
    [rows]
  )
  const at = (selected === null ? undefined : places.get(selected)) ?? -1
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 6
  })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at)
  }, [at, virtual])

  const go = (to: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (next !== undefined) selectBranch(next.original)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1
    }
    const to = steps[event.key]
    const row = rows[at]
    if (to !== undefined) go(to)
    else if (event.key === ' ' && row !== undefined) toggleRow(row.original.topRow)
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of 300,000 rows of which a dozen are in the page
    <div
      ref={scroller}
      className="branch-table"
      role="grid"
      aria-label="Branches"
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={at >= 0 ? `branch-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its rows are named by it */}
      <div role="row" aria-rowindex={1} className="branch-line branch-head small">
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: its box has the focus */}
        <div role="columnheader">
          <HeadBox branches={branches} />
        </div>
        {table.getFlatHeaders().map(({ column }) => {
          const sorted = column.getIsSorted()
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
              className={isFigure(column.id) ? 'end' : ''}
            >
              <button type="button" className="sort" onClick={column.getToggleSortingHandler()}>
                {String(column.columnDef.header)}
                {sorted === 'desc' && <ArrowDown size={12} aria-hidden="true" />}
                {sorted === 'asc' && <ArrowUp size={12} aria-hidden="true" />}
              </button>
            </div>
          )
        })}
      </div>
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <BranchLine
              key={key}
              id={`branch-${index}`}
              index={index}
              top={start - rowHeight}
              branch={row.original}
              now={now}
              active={index === at}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Chooses or leaves all that is listed; between the two while some of it is chosen. */
function HeadBox({ branches }: { readonly branches: readonly BranchRow[] }) {
  const chosen = useStore(pruneState, (prune) => prune.chosen)
  const unlocked = useStore(pruneState, (prune) => prune.unlocked)
  const state = useMemo(() => boxOfAll(branches, chosen, unlocked), [branches, chosen, unlocked])
  return (
    // biome-ignore lint/a11y/useSemanticElements: three states in the look of the rows' boxes
    <button
      type="button"
      role="checkbox"
      aria-checked={state === 'mixed' ? 'mixed' : state === 'on'}
      aria-label="All that is listed"
      className="box-button"
      onClick={() => chooseBranches(state === 'on' ? [] : branches)}
    >
      <ChoiceBox state={state} />
    </button>
  )
}

function boxOfAll(
  branches: readonly BranchRow[],
  chosen: Uint8Array | null,
  unlocked: ReadonlySet<number>
): BoxState {
  const free = branches.filter((branch) => !isLocked(branch, unlocked))
  const [first] = free
  if (first === undefined) return 'off'
  const state = boxOf(first, chosen)
  return free.every((branch) => boxOf(branch, chosen) === state) ? state : 'mixed'
}

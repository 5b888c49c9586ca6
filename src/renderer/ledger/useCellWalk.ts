import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** Walking the cells of a grid with the arrow keys; row -1 = the headings, rows from `count` on = its foot. */
export interface CellWalk {
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** What a cell needs to be walked to. */
  readonly cell: (row: number, column: number) => CellProps
}

export interface CellProps {
  readonly 'data-cell': string
  readonly tabIndex: number
  readonly onFocus: () => void
}

const page = 10

export function useCellWalk(
  grid: RefObject<HTMLElement | null>,
  count: number,
  columns: number,
  scrollTo: (row: number) => void
): CellWalk {
  const [active, setActive] = useState({ row: 0, column: 0 })
  const moved = useRef(false)
  const at = { row: Math.min(active.row, count + 1), column: Math.min(active.column, columns - 1) }

  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    grid.current?.querySelector<HTMLElement>(`[data-cell="${at.row}:${at.column}"]`)?.focus()
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      if (event.target instanceof HTMLElement) event.target.click()
      event.preventDefault()
      return
    }
    const next = stepOf(event.key, at, columns)
    if (next === null) return
    event.preventDefault()
    const row = Math.max(-1, Math.min(count + 1, next.row))
    const column = Math.max(0, Math.min(columns - 1, next.column))
    const isThere = grid.current?.querySelector(`[data-cell="${row}:${column}"]`) !== null
    if (row >= 0 && row < count) scrollTo(row)
    else if (!isThere) return
    moved.current = true
    setActive({ row, column })
  }
  return {
    onKeyDown,
    cell: (row, column) => ({
      'data-cell': `${row}:${column}`,
      tabIndex: row === at.row && column === at.column ? 0 : -1,
      onFocus: () => setActive({ row, column })
    })
  }
}

function stepOf(
  key: string,
  { row, column }: { readonly row: number; readonly column: number },
  columns: number
): { row: number; column: number } | null {
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'PageUp':
      return { row: Math.max(0, row - page), column }
    case 'PageDown':
      return { row: row + page, column }
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: columns - 1 }
    default:
      return null
  }
}

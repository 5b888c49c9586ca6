import type { HTMLAttributes, Ref } from 'react'

type GridRole = 'grid' | 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'gridcell' | 'cell'

/**
 * A part of a grid whose lines are placed by their offset, so that only those in sight are in the page; the elements of
 * a table cannot be placed so. Whoever makes a grid of it sees to its keys.
 */
export function GridPart({
  role,
  ...rest
}: HTMLAttributes<HTMLDivElement> & { readonly role: GridRole; readonly ref?: Ref<HTMLDivElement> }) {
  return <div role={role} {...rest} />
}

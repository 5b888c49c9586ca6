import type { TokenCounts } from '@shared/domain/usage/counts'
import {
  type ColumnDef,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  tableFeatures
} from '@tanstack/react-table'
import type { LedgerLine } from './lines'

export const ledgerFeatures = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })
export type LedgerFeatures = typeof ledgerFeatures
type LedgerRow = Row<LedgerFeatures, LedgerLine>
type Column = ColumnDef<LedgerFeatures, LedgerLine>

export const rowsHeading = 'Rows'

/** The columns of figures, in order. */
export const tokenColumns = [
  ['input', 'Input'],
  ['cachedInput', 'Cached'],
  ['output', 'Output'],
  ['reasoning', 'Reasoning']
] as const satisfies readonly (readonly [keyof TokenCounts, string])[]

export type ColumnId = 'first' | 'second' | 'rows' | (typeof tokenColumns)[number][0] | 'cost' | 'share'

function column<T extends bigint | number | string>(
  id: ColumnId,
  header: string,
  value: (line: LedgerLine) => T
): Column {
  return {
    id,
    header,
    accessorFn: value,
    sortFn: (a: LedgerRow, b: LedgerRow) => compare(value(a.original), value(b.original))
  }
}

const compare = <T extends bigint | number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
const highEnd = ({ cost }: LedgerLine): bigint => cost?.high ?? -1n

/** The columns under the headings of a grouping; money and shares sort by their high end. */
export const ledgerColumns = (headings: readonly [string, string]): Column[] => [
  column('first', headings[0], ({ names }) => names[0]),
  column('second', headings[1], ({ names }) => names[1]),
  column('rows', rowsHeading, ({ stored }) => stored),
  ...tokenColumns.map(([id, header]) => column(id, header, ({ tokens }) => tokens[id])),
  column('cost', 'Cost', highEnd),
  column('share', 'Share', highEnd)
]

import type { NO_COUNTS } from '@shared/domain/usage/counts'
import {
  type ColumnDef,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  tableFeatures
} from '@tanstack/react-table'
import { formatCost, formatMicroUsd } from '../ui/money'
import type { LedgerLine } from './lines'

export const ledgerFeatures = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })
export type LedgerFeatures = typeof ledgerFeatures
type LedgerRow = Row<LedgerFeatures, LedgerLine>

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

const text = (id: 'source' | 'model', header: string): ColumnDef<LedgerFeatures, LedgerLine> => ({
  id,
  header,
  accessorFn: ({ row }) => row[id],
  sortFn: (a: LedgerRow, b: LedgerRow) => compare(a.original.row[id], b.original.row[id])
})

const tokens = (id: keyof typeof NO_COUNTS, header: string): ColumnDef<LedgerFeatures, LedgerLine> => ({
  id,
  header,
  accessorFn: ({ row }) => row.counts[id],
  cell: ({ row }) => row.original.row.counts[id].toLocaleString('en-US'),
  sortFn: (a: LedgerRow, b: LedgerRow) => compare(a.original.row.counts[id], b.original.row.counts[id])
})

const highEnd = ({ original }: LedgerRow): bigint => original.cost?.high ?? -1n

/** Words come first, figures after, money last. */
export const ledgerColumns: ColumnDef<LedgerFeatures, LedgerLine>[] = [
  text('source', 'Source'),
  text('model', 'Model'),
  tokens('input', 'Input'),
  tokens('cachedInput', 'Cached'),
  tokens('output', 'Output'),
  tokens('reasoning', 'Reasoning'),
  {
    id: 'cost',
    header: 'Cost',
    accessorFn: ({ cost }) => cost?.high ?? -1n,
    cell: ({ row }) =>
      row.original.mirror ? (
        <span className="ledger-word small faint">counted in the agent</span>
      ) : (
        <span title={formatMicroUsd(row.original.cost)}>{formatCost(row.original.cost)}</span>
      ),
    sortFn: (a: LedgerRow, b: LedgerRow) => compare(highEnd(a), highEnd(b))
  }
]

export const textColumns: ReadonlySet<string> = new Set(['source', 'model'])

import { useTable } from '@tanstack/react-table'
import { useMemo } from 'react'
import { type LedgerFeatures, ledgerColumns, ledgerFeatures } from './columns'
import type { LedgerLine } from './lines'

export type SortedTable = ReturnType<typeof useTable<LedgerFeatures, LedgerLine>>

/** The lines as a table that the user can sort. */
export function useLedgerTable(
  headings: readonly [string, string],
  lines: readonly LedgerLine[]
): SortedTable {
  const columns = useMemo(() => ledgerColumns(headings), [headings])
  return useTable({
    features: ledgerFeatures,
    columns,
    data: lines as LedgerLine[],
    getRowId: ({ key }) => key
  })
}

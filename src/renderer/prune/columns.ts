import type { BranchRow } from '@shared/ipc/store'
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures
} from '@tanstack/react-table'
import { countOf } from '../ui/format'
import { reasonWords } from './reasons'

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic }
})

/** The sortable columns in order; numbers start with the largest, as that is what is looked for. */
export const columns: readonly ColumnDef<typeof features, BranchRow>[] = [
  {
    id: 'why',
    header: 'Why it is off the path',
    accessorFn: ({ reason }) => reasonWords(reason),
    sortFn: 'alphanumeric'
  },
  { id: 'holds', header: 'Holds', accessorFn: holdsRank, sortFn: 'basic', sortDescFirst: true },
  { id: 'nodes', header: 'Nodes', accessorFn: ({ nodes }) => nodes, sortFn: 'basic', sortDescFirst: true },
  { id: 'bytes', header: 'Bytes', accessorFn: ({ bytes }) => bytes, sortFn: 'basic', sortDescFirst: true },
  {
    id: 'age',
    header: 'Age',
    // an age grows as its time shrinks; without a time last, either way
    accessorFn: ({ time }) => (time === null ? undefined : -time),
    sortFn: 'basic',
    sortUndefined: 'last',
    sortDescFirst: true
  },
  { id: 'words', header: 'Last words', accessorFn: ({ lastWords }) => lastWords, sortFn: 'alphanumeric' }
]

/** Columns of figures, which stand at the right. */
export const isFigure = (id: string): boolean => id === 'nodes' || id === 'bytes' || id === 'age'

function holdsRank({ unique, variants }: BranchRow): number {
  return unique * 2 ** 20 + variants
}

/** @returns what would be lost with a branch, in the fewest words: unique before other versions before copies */
export function holdsWords({ unique, variants, copies, reason }: BranchRow): string {
  if (reason === 'tombstoned') return 'hidden'
  if (unique > 0) return `${countOf(unique, 'only here', 'only here')}`
  if (variants > 0) return countOf(variants, 'version')
  return copies > 0 ? 'only copies' : ''
}

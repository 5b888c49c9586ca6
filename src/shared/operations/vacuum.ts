import { type Decision, FREES_NOTHING, nothingToDo } from './decision'
import { bytesOf, type FactRow } from './facts'
import type { Step } from './plan'
import { bytesInWords, counted } from './words'

/** Deletes every tombstoned row, as lash's vacuum does (store-format.md §10.3); the plan names each. */
export function planVacuum(tombstoned: readonly FactRow[], fileBytes: number): Decision {
  if (tombstoned.length === 0) return nothingToDo('No row is tombstoned, so there is nothing to vacuum.')
  const bytes = bytesOf(tombstoned)
  return {
    steps: [{ op: 'vacuum', ids: tombstoned.map((row) => row.id) }],
    sentence: `Deletes ${counted(tombstoned.length, 'tombstoned row')}. ${bytesInWords(bytes)} become free inside the file, which stays ${bytesInWords(fileBytes)} until it is compacted.`,
    done: `Deleted ${counted(tombstoned.length, 'tombstoned row')}. ${bytesInWords(bytes)} became free inside the file, which stayed ${bytesInWords(fileBytes)}.`,
    frees: { ...FREES_NOTHING, row_bytes: bytes },
    warnings: [
      {
        code: 'only-receipt',
        message: 'The rows can then come back only from the receipt’s rescue store.'
      }
    ]
  }
}

/** SQLite's VACUUM: a plan of its own, since it rewrites the file outside any transaction. */
export function planCompact(fileBytes: number, freeBytes: number, walBytes: number): Decision {
  const steps: Step[] = [{ op: 'compact-file' }]
  return {
    steps,
    sentence: `Rewrites the file without its free pages: about ${bytesInWords(freeBytes + walBytes)} of ${bytesInWords(fileBytes + walBytes)} go back to the disk. No row changes.`,
    done: `Rewrote the file without its free pages: about ${bytesInWords(freeBytes + walBytes)} of ${bytesInWords(fileBytes + walBytes)} went back to the disk. No row changed.`,
    frees: { ...FREES_NOTHING, file_bytes: freeBytes + walBytes },
    warnings: [
      {
        code: 'needs-room',
        message: `While it runs it needs ${bytesInWords(fileBytes * 2)} of free disk beside the store.`
      }
    ]
  }
}

import type { WriterCheck } from '@shared/ipc/operations'
import type { Connection } from '../store/connection'
import type { StoreFacts } from '../store/open-store'
import { describeHolder, readOnlyReason } from './guard'
import { readOnlyLayout } from './writable'

/** Whether a store can be changed now, told without taking the guard; the guard decides when a plan is applied. */
export function checkWriter(db: Connection, path: string, { journalMode }: StoreFacts): WriterCheck {
  const holder = describeHolder(path)
  const readOnly =
    (readOnlyReason(path) ?? readOnlyLayout(db, path))?.message.replace(', so nothing was changed', '') ??
    null
  return {
    free: holder === null && readOnly === null,
    unproven: journalMode !== 'wal',
    holder,
    readOnly
  }
}

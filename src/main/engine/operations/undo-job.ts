import type { AppError } from '@shared/ipc/request'
import { ok, type Result } from '@shared/result'
import { Connection } from '../../store/connection'
import type { RowRange } from '../../store/scan-rows'
import type { Receipt } from '../../writer/receipt'
import { makeUndoPlan } from '../../writer/undo'
import { changedRows, type PlanMade } from './plan-job'

/** Plans the undo of a receipt: reads what the receipt keeps, and the rows that it would meet. */
export interface UndoJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'undo'
  readonly folder: string
  readonly receipt: Receipt
}

export interface UndoMade extends PlanMade {
  /** Ids that an undo cannot bring back. */
  readonly left: readonly string[]
}

/** Makes the plan that undoes a receipt, and finds the rows that it changes. */
export function makeUndoJob({ path, as, folder, receipt }: UndoJob): Result<UndoMade, AppError> {
  const db = new Connection(path, as)
  try {
    const undo = makeUndoPlan(db, folder, receipt, new Date())
    return undo.ok ? ok({ ...undo.value, ...changedRows(db, undo.value.plan) }) : undo
  } finally {
    db.close()
  }
}

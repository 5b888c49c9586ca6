import type { AppError } from '@shared/ipc/request'
import { ok, type Result } from '@shared/result'
import type { GraphColumns } from '../../operations/columns'
import { reachesRoot } from '../../operations/head-ground'
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
  /** The verified graph of a large store. */
  readonly columns: GraphColumns | undefined
}

export interface UndoMade extends PlanMade {
  /** Ids that an undo cannot bring back. */
  readonly left: readonly string[]
}

/** Makes the plan that undoes a receipt, and finds the rows that it changes. */
export function makeUndoJob({ path, as, folder, receipt, columns }: UndoJob): Result<UndoMade, AppError> {
  const db = new Connection(path, as)
  try {
    const undo = makeUndoPlan(
      db,
      folder,
      receipt,
      new Date(),
      (leaf) => columns !== undefined && reachesRoot(db, columns, leaf)
    )
    return undo.ok ? ok({ ...undo.value, ...changedRows(db, undo.value.plan) }) : undo
  } finally {
    db.close()
  }
}

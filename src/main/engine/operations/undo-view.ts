import { dirname } from 'node:path'
import type { PlanView } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import { readReceipt } from '../../writer/receipt'
import { makeUndoPlan } from '../../writer/undo'
import type { OperationContext } from './context'
import { keepAndShow } from './make-plan-view'
import { changedRows } from './plan-job'
import type { PlanShelf } from './planned'

/** Plans the undo of a receipt; its store must be open in this window, since the plan is shown on its graph. */
export async function planUndoOf(
  { sessions }: Pick<OperationContext, 'sessions'>,
  plans: PlanShelf,
  folder: string
): Promise<Result<PlanView, AppError>> {
  const receipt = readReceipt(folder)
  if (receipt === null) {
    return err({
      code: 'no-receipt',
      path: folder,
      message: 'This receipt is gone or cannot be read.',
      advice: `Look for it in ${dirname(folder)}.`
    })
  }
  const session = [...sessions.values()].find(({ store }) => store.path === receipt.store)
  if (session === undefined) {
    return err({
      code: 'not-open',
      path: receipt.store,
      message: 'The store of this change is not open.',
      advice: 'Open it, then undo.'
    })
  }
  const planned = await session.store.read((db) => {
    const undo = makeUndoPlan(db, folder, receipt, new Date())
    return undo.ok ? ok({ ...undo.value, rows: changedRows(db, undo.value.plan) }) : undo
  })
  if (!planned.ok) return planned
  if (!planned.value.ok) return planned.value
  const { plan, left, rows } = planned.value.value
  return keepAndShow(plans, session, { plan, undoes: folder, left }, rows)
}

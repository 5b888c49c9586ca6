import { dirname } from 'node:path'
import type { PlanView } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import { readReceipt } from '../../writer/receipt'
import type { OperationContext } from './context'
import { columnsOf, keepAndShow } from './make-plan-view'
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
  const range = await session.range()
  if (!range.ok) return range
  const { path, as } = range.value
  const made = await session.jobs.run({ job: 'undo', path, as, folder, receipt, columns: columnsOf(session) })
  if (!made.ok) return made
  if (!made.value.ok) return made.value
  const { plan, left, ...rows } = made.value.value
  return keepAndShow(plans, session, { plan, undoes: folder, left }, rows)
}

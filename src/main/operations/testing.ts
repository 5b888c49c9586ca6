import type { AppError } from '@shared/ipc/request'
import type { Json, JsonObject } from '@shared/json/value'
import type { Plan } from '@shared/operations/plan'
import type { Result } from '@shared/result'
import fc from 'fast-check'
import { coreJson } from '../session-json/core-json'
import { openStore } from '../store/open-store'
import { readSession } from '../store/session'
import { type Applied, applyPlan, type Watch } from '../writer/apply'
import { readReceipt } from '../writer/receipt'
import { makeUndoPlan, type PlannedUndo } from '../writer/undo'
import type { PlanAsk } from './ask'
import { condense } from './condense'
import { systemFresh } from './fresh'
import { makePlan } from './make-plan'

/** Ids as `arbitraryStore` gives them, and some that no node has. */
export const arbitraryId = fc.integer({ min: 0, max: 13 }).map((number) => `n${number}`)

export const arbitraryHeal = fc.record({
  kind: fc.constant('heal' as const),
  leaf: fc.option(arbitraryId, { nil: undefined })
})
export const arbitraryBranch = fc.record({
  kind: fc.constant('branch' as const),
  leaf: fc.option(arbitraryId, { nil: null }),
  before: fc.boolean(),
  keepCheckpoint: fc.boolean()
})

/** Plans on a store the way the command line does, in this process. */
export async function planOn(path: string, ask: PlanAsk): Promise<Result<Plan, AppError>> {
  const opened = await openStore(path)
  if (!opened.ok) return opened
  const { value: store } = opened
  const now = new Date()
  const planned = await store.read((db) =>
    makePlan({ db, layout: store.layout, files: store.facts.files, path, fresh: systemFresh, now }, ask)
  )
  await store.close()
  return planned.ok ? planned.value : planned
}

/** Nobody looks on, and nobody stops it. */
export const unwatched: Watch = { progress: () => {}, stopped: async () => false }

/** Applies in this process, which is quicker than the process of its own that the app uses. */
export function applyHere(
  plan: Plan,
  dataFolder: string,
  undoing: { undoes: string | null; left: readonly string[] } = { undoes: null, left: [] }
): Promise<Result<Applied, AppError>> {
  return applyPlan({ plan, dataFolder, unproven: true, loop: true, ...undoing }, unwatched)
}

/** Plans the undo of a receipt. */
export async function planUndoHere(folder: string): Promise<Result<PlannedUndo, AppError>> {
  const receipt = readReceipt(folder)
  if (receipt === null) throw new Error(`no receipt in ${folder}`)
  const opened = await openStore(receipt.store)
  if (!opened.ok) return opened
  const planned = await opened.value.read((db) => makeUndoPlan(db, folder, receipt, new Date()))
  await opened.value.close()
  return planned.ok ? planned.value : planned
}

/** Plans the undo of a receipt and applies it. */
export async function undoHere(folder: string, dataFolder: string): Promise<Result<Applied, AppError>> {
  const planned = await planUndoHere(folder)
  if (!planned.ok) return planned
  const { plan, left } = planned.value
  return applyHere(plan, dataFolder, { undoes: folder, left })
}

/** What `inspect` says of the session now, long lists condensed. @throws when the store cannot be read */
export async function coreOf(path: string): Promise<JsonObject> {
  const opened = await openStore(path)
  if (!opened.ok) throw new Error(opened.error.message)
  const session = await opened.value.read((db) => readSession(db, opened.value.layout))
  await opened.value.close()
  if (!session.ok) throw new Error(session.error.message)
  const core = condense(coreJson(session.value))
  return core instanceof Map ? core : new Map<string, Json>()
}

/** The value of a good result. @throws otherwise, with the error's own words */
export function good<T>(result: Result<T, AppError>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.code}: ${result.error.message} ${result.error.detail ?? ''}`)
}

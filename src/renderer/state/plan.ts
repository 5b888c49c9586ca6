import type { AppliedView, PlanRequest, PlanView, WriterCheck } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import type { Result } from '@shared/result'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { notify } from './notice'
import { isShown, isShownAt, ofShown, onStoreOpened, openStoreState, shownStore } from './open-store'
import type { Resource } from './resource'
import { showSide, sideState } from './side'

/** What a plan is asked for: one of the store's operations, or the undo of a receipt. */
export type PlanAsk = PlanRequest | { readonly kind: 'undo'; readonly receipt: string }

/** How far an apply, or the making of a plan, has come. */
export interface MakingProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
}

/** The one plan that is being looked at, from the question to the receipt. */
interface Planning {
  readonly ask: PlanAsk | null
  /** The plan as last made; while another is being made it stays in sight. */
  readonly view: PlanView | null
  readonly making: boolean
  /** How far the making has come; null until it has lasted a moment. */
  readonly made: MakingProgress | null
  /** Why there is no plan, or why it was not applied. */
  readonly error: AppError | null
  /** The user's explicit yes where it cannot be proven that nobody else writes. */
  readonly unproven: boolean
  /** The user's explicit yes to a plan that leaves the head's leaf in a loop of parents. */
  readonly loop: boolean
  readonly applying: MakingProgress | null
  readonly stopping: boolean
  readonly applied: AppliedView | null
  readonly check: Resource<WriterCheck>
  /** When the writer check was answered, ms. */
  readonly checkedAt: number
}

const empty: Planning = {
  ask: null,
  view: null,
  making: false,
  made: null,
  error: null,
  unproven: false,
  loop: false,
  applying: null,
  stopping: false,
  applied: null,
  check: { kind: 'idle' },
  checkedAt: 0
}

export const planState = createStore<Planning>()(() => empty)

let latest = 0
/** @param stands it is the plan that stands in the window; else its store was closed meanwhile */
type AppliedListener = (ask: PlanAsk, stands: boolean) => void
const appliedListeners = new Set<AppliedListener>()

/** Calls `listener` each time a plan has been applied, with what it was asked for. */
export function onPlanApplied(listener: AppliedListener): void {
  appliedListeners.add(listener)
}

async function requestPlan(ask: PlanAsk): Promise<Result<PlanView, AppError> | null> {
  if (ask.kind === 'undo') return requestEngine('undo/plan', { receipt: ask.receipt })
  const shown = shownStore()
  return shown === null ? null : requestEngine('plan/make', { store: shown.overview.store, ask })
}

/** Has a plan made and checks whether it could be applied now. The last call wins; a running apply is never replaced. */
export async function makePlan(ask: PlanAsk): Promise<void> {
  if (planState.getState().applying !== null) return
  const call = ++latest
  const { ask: before, check, checkedAt, unproven, view } = planState.getState()
  const kept = before?.kind === ask.kind ? view : null
  planState.setState({ ...empty, ask, view: kept, making: true, check, checkedAt, unproven }, true)
  void checkWriter()
  const answer = await requestPlan(ask)
  if (call !== latest || answer === null) return
  planState.setState(
    answer.ok
      ? { view: answer.value, making: false, made: null }
      : { view: null, making: false, made: null, error: answer.error }
  )
}

/** Stops the making of a plan; its answer then says so. */
export function stopMaking(): void {
  const shown = shownStore()
  if (shown !== null) void requestEngine('plan/cancel', { store: shown.overview.store })
}

/** Makes the same plan again against the store as it is now. */
export function planAgain(): void {
  const { ask } = planState.getState()
  if (ask !== null) void makePlan(ask)
}

/** Puts the plan away; one that is being applied stays until it has ended. */
export function dropPlan(): void {
  if (planState.getState().applying !== null) return
  latest++
  if (planState.getState().making) stopMaking()
  planState.setState(empty, true)
}

/** Asks whether somebody else has the store open now, and whether it can be changed at all. */
export async function checkWriter(): Promise<void> {
  const answer = await ofShown((store) => requestEngine('writer/check', { store }))
  if (answer === null) return
  planState.setState({
    check: answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error },
    checkedAt: Date.now()
  })
}

/** Takes the user's word that no other program has the store open, where that cannot be proven. */
export const confirmUnproven = (unproven: boolean): void => planState.setState({ unproven })

/** The explicit yes to a plan that leaves the leaf in a loop, or takes it back. */
export const confirmLoop = (loop: boolean): void => planState.setState({ loop })

/** Applies the plan that is shown. What goes wrong is said in its panel; nothing is then changed. */
export async function applyPlan(): Promise<void> {
  const { view, ask, making, applying, unproven, loop } = planState.getState()
  const path = shownStore()?.path
  if (path === undefined || view === null || ask === null || making || applying !== null) return
  planState.setState({ applying: { phase: 'starting', done: 0, total: 0 }, error: null, stopping: false })
  const answer = await requestEngine('plan/apply', { plan: view.plan, unproven, loop })
  // its store was closed meanwhile, and the plan with it
  const stands = planState.getState().view?.plan === view.plan
  if (!answer.ok) {
    const { error } = answer
    return stands ? failToApply(error) : notify(`The plan was not applied: ${error.message}`)
  }
  const shows = stands || (await standsAgain(path))
  if (shows) planState.setState({ ask, view, applying: null, applied: answer.value, unproven: false })
  if (shows && !stands && sideState.getState().side !== 'history') showSide('plan')
  for (const listener of appliedListeners) listener(ask, shows)
}

function failToApply(error: AppError): void {
  planState.setState({ applying: null, error })
  void checkWriter()
}

/** Whether what was done in a store that has been closed is shown: where the same file is, and nothing else is planned. */
async function standsAgain(path: string): Promise<boolean> {
  const isShownAgain = await isShownAt(path)
  if (isShownAgain && planState.getState().ask === null) return true
  notify(
    isShownAgain
      ? 'The plan before this one has been applied'
      : 'The plan has been applied; its store was closed meanwhile'
  )
  return false
}

/** Asks a running apply to stop; until its commit that leaves the store as it was. */
export function stopApplying(): void {
  const { view, applying } = planState.getState()
  if (view === null || applying === null) return
  planState.setState({ stopping: true })
  void requestEngine('plan/stop', { plan: view.plan })
}

/** Writes the whole plan to a file that the user names. */
export async function savePlan(): Promise<void> {
  const { view } = planState.getState()
  if (view === null) return
  const text = await requestEngine('plan/text', { plan: view.plan })
  if (!text.ok) return notify(text.error.message)
  const saved = await requestMain('dialog/save', { name: `${view.kind}-plan.json`, text: text.value })
  if (!saved.ok) return notify(saved.error.message)
  if (saved.value !== null) notify(`Plan saved to ${saved.value}`)
}

/** Listens to the engine, and forgets the plan with the store; called once when the page starts. */
export function connectPlan(): void {
  onEnginePush('operation/progress', ({ plan, ...progress }) => {
    const { view, applying } = planState.getState()
    if (view?.plan === plan && applying !== null) planState.setState({ applying: progress })
  })
  onEnginePush('plan/progress', ({ store, ...made }) => {
    if (isShown(store) && planState.getState().making) planState.setState({ made })
  })
  const forget = (): void => {
    latest++
    planState.setState(empty, true)
  }
  onStoreOpened(forget)
  openStoreState.subscribe((store) => {
    if (store.kind !== 'open') forget()
  })
}

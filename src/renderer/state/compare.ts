import type { LedgerEntry } from '@shared/domain/model/head'
import type { UsageReport } from '@shared/domain/model/usage'
import { diffUsageReports, type LedgerDecreased } from '@shared/domain/usage/diff'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { notify } from './notice'
import { onStoreOpened, shownStore } from './open-store'
import type { Resource } from './resource'

/** A ledger at one time: as a store holds it now, or as the window remembers it. */
export interface Moment {
  readonly key: string
  readonly name: string
  readonly path: string
  /** Null = to be read from the store. */
  readonly report: UsageReport | null
}

interface Comparison {
  readonly open: boolean
  readonly before: Moment | null
  readonly after: Moment | null
  /** What `after` used beyond `before`. */
  readonly gained: Resource<readonly LedgerEntry[]>
  /** Kept while the window is open, the newest first. */
  readonly remembered: readonly Moment[]
  /** Stores the user has picked for a comparison. */
  readonly picked: readonly Moment[]
}

const nothing: Pick<Comparison, 'open' | 'before' | 'after' | 'gained'> = {
  open: false,
  before: null,
  after: null,
  gained: { kind: 'idle' }
}

export const compareState = createStore<Comparison>()(() => ({ ...nothing, remembered: [], picked: [] }))

/** The ledger of a store as it is whenever it is read; `name` is what the comparison calls it. */
export const storeMoment = (path: string, name: string): Moment => ({ key: path, name, path, report: null })

/** @returns the shown store as it is now, or null */
export function shownMoment(): Moment | null {
  const shown = shownStore()
  return shown === null ? null : storeMoment(shown.path, 'This store, now')
}

let serial = 0
let asked = 0

/** Keeps the ledger of the shown store as it is now, to be compared with what it becomes. */
export async function rememberNow(): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  const report = await requestEngine('usage/report', { path: shown.path })
  if (!report.ok) return notify(report.error.message)
  const time = new Date().toLocaleTimeString('en-GB')
  const title = shown.overview.title === '' ? shown.path.replace(/^.*[\\/]/, '') : shown.overview.title
  const moment: Moment = {
    key: `remembered ${++serial}`,
    name: `${title.slice(0, 40)}, remembered ${time}`,
    path: shown.path,
    report: report.value
  }
  compareState.setState(({ remembered }) => ({ remembered: [moment, ...remembered] }))
  notify('The ledger as it is now is remembered while this window is open')
}

/** Opens the comparison: from what was remembered of the shown store, or from `before`, to the shown store now. */
export function openComparison(before?: Moment): void {
  const after = shownMoment()
  const last = compareState.getState().remembered.find(({ path }) => path === after?.path)
  compareState.setState({ ...nothing, open: true, before: before ?? last ?? null, after })
  void compare()
}

/** Closes the comparison; what was remembered stays. An answer that is still under way is not shown. */
export function closeComparison(): void {
  asked++
  compareState.setState(nothing)
}

/** Sets one side and compares again. */
export function compareFrom(before: Moment): void {
  compareState.setState({ before })
  void compare()
}

/** Sets the later side and compares again. */
export function compareTo(after: Moment): void {
  compareState.setState({ after })
  void compare()
}

/** Takes each side for the other and compares again. */
export function swapSides(): void {
  compareState.setState(({ before, after }) => ({ before: after, after: before }))
  void compare()
}

/** Has the user pick a store for the earlier side. */
export async function pickMoment(): Promise<void> {
  const answer = await requestMain('dialog/open', { what: 'store' })
  const path = answer.ok ? answer.value[0] : undefined
  if (path === undefined) return
  const moment = storeMoment(path, path.split(/[\\/]/).slice(-2).join('/'))
  compareState.setState(({ picked }) => ({ picked: [moment, ...picked.filter(({ key }) => key !== path)] }))
  compareFrom(moment)
}

async function compare(): Promise<void> {
  const call = ++asked
  const { before, after } = compareState.getState()
  if (before === null || after === null) return compareState.setState({ gained: { kind: 'idle' } })
  compareState.setState({ gained: { kind: 'loading' } })
  const gained = await gainedBetween(before, after)
  if (call !== asked) return
  compareState.setState({
    gained: gained.ok ? { kind: 'ready', value: gained.value } : { kind: 'failed', error: gained.error }
  })
}

async function gainedBetween(before: Moment, after: Moment): Promise<Result<LedgerEntry[], AppError>> {
  const older = await reportOf(before)
  if (!older.ok) return older
  const newer = await reportOf(after)
  if (!newer.ok) return newer
  const diff = diffUsageReports(older.value, newer.value)
  return diff.ok ? diff : err(notLater(diff.error, after.path))
}

const reportOf = async ({ path, report }: Moment): Promise<Result<UsageReport, AppError>> =>
  report === null ? requestEngine('usage/report', { path }) : ok(report)

const notLater = ({ source, model, message }: LedgerDecreased, path: string): AppError => ({
  code: 'ledger-decreased',
  message: `The second ledger holds less than the first for source “${source}”, model “${model}”.`,
  path,
  advice:
    'A ledger only grows, so these are two sessions, or one session in the wrong order. Swap the sides, or pick another state of the same session.',
  detail: message
})

/** Called once when the page starts. */
export const connectCompare = (): void => onStoreOpened(closeComparison)

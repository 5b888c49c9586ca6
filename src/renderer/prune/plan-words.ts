import type { PlanView } from '@shared/ipc/operations'
import type { PlanKind } from '@shared/operations/plan'
import { countOf } from '../ui/format'

/** What the button says that applies a plan, with its count; and whether it takes something away. */
export interface ApplyWords {
  readonly text: string
  readonly destroys: boolean
}

const verbs: Readonly<Record<PlanKind, readonly [op: string, text: (count: number) => string]>> = {
  prune: ['tombstone', (count) => `Tombstone ${countOf(count, 'node')}`],
  restore: ['restore', (count) => `Restore ${countOf(count, 'node')}`],
  vacuum: ['vacuum', (count) => `Vacuum ${countOf(count, 'row')}`],
  gc: ['collect-blobs', (count) => `Collect ${countOf(count, 'blob')}`],
  compact: ['compact-file', () => 'Compact the file'],
  heal: ['write-head', () => 'Repair the head'],
  branch: ['write-head', () => 'Move the head'],
  append: ['add-rows', (count) => `Append ${countOf(count, 'node')}`],
  curate: ['add-rows', () => 'Set the context'],
  undo: ['return-rows', () => 'Undo']
}

const destroying: ReadonlySet<PlanKind> = new Set<PlanKind>(['prune', 'vacuum', 'gc'])

/** @returns how the apply button of a plan reads: its count is repeated there */
export function applyWords({ kind, steps }: PlanView): ApplyWords {
  const countFor = (op: string): number =>
    steps.filter((step) => step.op === op).reduce((sum, step) => sum + step.count, 0)
  const [op, text] = verbs[kind]
  const vacuumed = countFor('vacuum')
  const destroys = destroying.has(kind)
  if (kind === 'prune' && vacuumed > 0) return { text: `Delete ${countOf(vacuumed, 'node')}`, destroys }
  return { text: text(countFor(op)), destroys }
}

const titles: Readonly<Record<PlanKind, string>> = {
  prune: 'Prune',
  restore: 'Restore',
  vacuum: 'Vacuum',
  gc: 'Collect blobs',
  compact: 'Compact the file',
  heal: 'Repair the head',
  branch: 'Move the head',
  append: 'Append',
  curate: 'Set the context',
  undo: 'Undo'
}

/** @returns what a kind of plan is called in the history and on its own sheet */
export const planTitle = (kind: PlanKind): string => titles[kind]

const phases: Readonly<Record<string, string>> = {
  reading: 'Reading the rows',
  comparing: 'Comparing what goes with what stays',
  ranking: 'Looking for what speaks for each leaf',
  foretelling: 'Working out what the runtime would see',
  stamping: 'Stamping the rows that the plan names',
  starting: 'Making sure that nobody else writes',
  keeping: 'Keeping the rows in a rescue store',
  changing: 'Changing the store, in one transaction',
  compacting: 'Rewriting the file'
}

/** @returns what an apply, or the making of a plan, is doing, in words */
export const phaseWords = (phase: string): string => phases[phase] ?? phase

import type { ReasonCode } from '@shared/domain/orphans/reasons'
import { type BranchClass, branchClasses, type PruneRules } from '@shared/operations/prune-rules'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { PlanAsk, PruneChoice } from '../operations/ask'

const REASONS: readonly ReasonCode[] = [
  'cycle',
  'cut-off',
  'runtime-copy',
  'rlm-history',
  'compacted',
  'retried-question',
  'other-answer',
  'left-behind',
  'plugin-state',
  'unknown'
]

export interface PruneOptions {
  readonly all?: true
  readonly copies?: true
  readonly class?: BranchClass
  readonly reason?: ReasonCode
  /** Milliseconds. */
  readonly olderThan?: number
  readonly branch?: readonly string[]
  readonly vacuum?: true
  /** False with `--no-path`. */
  readonly path: boolean
  readonly rlm?: true
}

/** The rules of `plan prune`; given together they narrow the choice. */
export function addPruneOptions(command: Command): Command {
  return command
    .option('--all', 'every branch off the path')
    .option('--copies', 'branches that hold copies only')
    .addOption(
      new Option('--class <class>', 'branches whose strongest content is of this class')
        .choices(branchClasses)
        .conflicts('copies')
    )
    .addOption(new Option('--reason <code>', 'branches off the path for this reason').choices(REASONS))
    .option('--older-than <age>', 'branches last used longer ago, such as 30d, 12h or 2w', age)
    .option('--branch <node...>', 'these nodes and everything below them')
    .option('--vacuum', 'delete them, and what was tombstoned before, in the same transaction')
    .option('--rlm', 'the second asking that pruning rlm history needs')
    .option('--no-path', 'prune although the head names no path that resolves')
}

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 }

function age(text: string): number {
  const [, count, unit] = /^(\d+)([mhdw])$/.exec(text) ?? []
  const seconds = unit === undefined ? undefined : UNITS[unit]
  if (seconds === undefined) throw new InvalidArgumentError('must be an age such as 30d, 12h or 2w')
  return Number(count) * seconds * 1000
}

/** What the options ask for, or what is wrong with them. */
export function pruneAsk(options: PruneOptions, now: number): PlanAsk | string {
  const choice = choiceOf(options, now)
  if (choice === undefined) {
    return 'say what to prune: --all, --copies, --class, --reason, --older-than or --branch'
  }
  return {
    kind: 'prune',
    choice,
    vacuum: options.vacuum === true,
    noPath: !options.path,
    rlm: options.rlm === true
  }
}

function choiceOf(options: PruneOptions, now: number): PruneChoice | undefined {
  const rules = rulesOf(options, now)
  if (options.branch !== undefined) return { by: 'hand', ids: new Set(options.branch), rules }
  if (rules !== undefined) return { by: 'rules', rules }
  return options.all === true ? { by: 'all' } : undefined
}

function rulesOf(options: PruneOptions, now: number): PruneRules | undefined {
  const wanted = options.copies === true ? 'copy' : options.class
  const rules: PruneRules = {
    ...(wanted === undefined ? {} : { class: wanted }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    ...(options.olderThan === undefined ? {} : { before: now - options.olderThan })
  }
  return Object.keys(rules).length === 0 ? undefined : rules
}

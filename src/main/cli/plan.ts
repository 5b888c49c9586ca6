import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plan } from '@shared/operations/plan'
import type { Command } from 'commander'
import type { PlanAsk } from '../operations/ask'
import { systemFresh } from '../operations/fresh'
import { makePlan } from '../operations/make-plan'
import { openStore } from '../store/open-store'
import { type AppendOptions, addAppendOptions, appendAsk } from './append-options'
import { printJson, printRefusal, printUnreadable, printUsage } from './print'
import { addPruneOptions, type PruneOptions, pruneAsk } from './prune-options'

interface Out {
  readonly out?: string
}

/** Adds `plan <kind> <store>`: what a change would do, as a file that `apply` takes. Changes nothing. */
export function addPlanCommand(program: Command): void {
  const plan = program.command('plan').description('plan a change of a store; nothing is written to it')
  const kind = (name: PlanAsk['kind'], description: string): Command =>
    plan
      .command(name)
      .description(description)
      .argument('<store>')
      .option('--out <file>', 'also write the plan to this file')
      .option('--json', 'JSON on stdout (the only form)')

  addPruneOptions(kind('prune', 'tombstone nodes off the active path')).action(
    (store: string, options: PruneOptions & Out) => printPlan(store, options, pruneAsk(options, Date.now()))
  )
  kind('restore', 'take the tombstone mark off again')
    .option('--all', 'every tombstoned row (the default)')
    .option('--branch <node...>', 'these rows and the tombstoned ones below them')
    .action((store: string, options: Out & { branch?: string[] }) =>
      printPlan(store, options, {
        kind: 'restore',
        ids: options.branch === undefined ? undefined : new Set(options.branch)
      })
    )
  kind('vacuum', 'delete tombstoned rows').action((store: string, options: Out) =>
    printPlan(store, options, { kind: 'vacuum' })
  )
  kind('gc', 'delete blobs that the head does not reach').action((store: string, options: Out) =>
    printPlan(store, options, { kind: 'gc' })
  )
  kind('compact', 'rewrite the file without its free pages').action((store: string, options: Out) =>
    printPlan(store, options, { kind: 'compact' })
  )
  kind('heal', 'point an orphaned head at a live node')
    .option('--as-runtime', 'the node that the runtime would choose (the default)')
    .option('--leaf <node>', 'this node')
    .action((store: string, options: Out & { leaf?: string }) =>
      printPlan(store, options, { kind: 'heal', leaf: options.leaf })
    )
  kind('branch', 'move the head')
    .option('--leaf <node>', 'to this node')
    .option('--before <node>', 'to before this node')
    .option('--root', 'to before everything')
    .option('--keep-checkpoint', 'keep tool, plugin and execution state, which the runtime does not')
    .action((store: string, options: Out & BranchOptions) => printPlan(store, options, branchAsk(options)))
  addAppendOptions(kind('append', 'append a node below the leaf')).action(
    (store: string, options: Out & AppendOptions) => printPlan(store, options, appendAsk(options))
  )
  kind('curate', 'choose the messages and calls that the model sees next')
    .requiredOption('--nodes <node...>', 'the messages and calls, in order')
    .action((store: string, options: Out & { nodes: string[] }) =>
      printPlan(store, options, { kind: 'curate', nodes: options.nodes })
    )
}

interface BranchOptions {
  readonly leaf?: string
  readonly before?: string
  readonly root?: true
  readonly keepCheckpoint?: true
}

function branchAsk({ leaf, before, root, keepCheckpoint }: BranchOptions): PlanAsk | string {
  if ([leaf, before, root].filter((given) => given !== undefined).length !== 1) {
    return 'say where the head goes: --leaf, --before or --root'
  }
  return {
    kind: 'branch',
    leaf: leaf ?? before ?? null,
    before: before !== undefined,
    keepCheckpoint: keepCheckpoint === true
  }
}

async function printPlan(store: string, { out }: Out, ask: PlanAsk | string): Promise<void> {
  if (typeof ask === 'string') return printUsage(ask)
  const opened = await openStore(resolve(store))
  if (!opened.ok) return printUnreadable(opened.error)
  const { value: source } = opened
  const { layout, path } = source
  const now = new Date()
  const planned = await source.read((db) =>
    makePlan({ db, layout, files: source.facts.files, path, fresh: systemFresh, now }, ask)
  )
  await source.close()
  if (!planned.ok) return printUnreadable(planned.error)
  if (!planned.value.ok) return printRefusal(planned.value.error)
  const plan = planned.value.value
  const problem = out === undefined ? null : keepPlan(out, plan)
  if (problem !== null) return printUsage(problem)
  printJson(plan)
}

/** Writes the plan to a file; why not, in words, or null. */
function keepPlan(file: string, plan: Plan): string | null {
  try {
    writeFileSync(file, `${JSON.stringify(plan)}\n`)
    return null
  } catch (cause) {
    return `the plan cannot be written to ${file}: ${cause instanceof Error ? cause.message : String(cause)}`
  }
}

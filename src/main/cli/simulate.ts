import { resolve } from 'node:path'
import { describeRuntimeError } from '@shared/domain/state/runtime-error'
import { simulateCommit } from '@shared/domain/state/simulate'
import { simulationJson } from '@shared/domain/state/simulation-json'
import type { Residency } from '@shared/domain/state/state-graph'
import { writeJson } from '@shared/json/write'
import { type Command, Option } from 'commander'
import { systemFresh } from '../operations/fresh'
import { readGraphModel } from '../store/graph-model'
import { openStore } from '../store/open-store'
import { printRefusal, printUnreadable } from './print'

const RESIDENCIES: Readonly<Record<string, Residency>> = {
  'keep-all': 'KeepAll',
  'active-path-only': 'ActivePathOnly'
}

interface Options {
  readonly residency: string
  readonly then: 'park' | 'turn' | 'append'
}

/** Adds `simulate-commit <store>`: what the runtime would keep, write and delete, played in memory. */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate-commit')
    .description('tell what a resumed runtime’s next commit would do to the store; nothing is written')
    .argument('<store>')
    .addOption(
      new Option('--residency <residency>', 'what the runtime keeps in memory')
        .choices(Object.keys(RESIDENCIES))
        .makeOptionMandatory()
    )
    .addOption(
      new Option('--then <step>', 'park it, play one text turn, or append one plugin node from outside')
        .choices(['park', 'turn', 'append'])
        .makeOptionMandatory()
    )
    .option('--json', 'JSON on stdout (the only form)')
    .action(simulate)
}

async function simulate(path: string, { residency, then: step }: Options): Promise<void> {
  const opened = await openStore(resolve(path))
  if (!opened.ok) return printUnreadable(opened.error)
  const store = opened.value
  const model = await store.read((db) => readGraphModel(db, store.layout))
  await store.close()
  if (!model.ok) return printUnreadable(model.error)
  const request = {
    store: model.value,
    residency: RESIDENCIES[residency] ?? 'KeepAll',
    load: 'resume',
    step
  } as const
  const simulated = simulateCommit(request, systemFresh)
  if (!simulated.ok) {
    return printRefusal({ code: simulated.error.kind, path, message: describeRuntimeError(simulated.error) })
  }
  process.stdout.write(`${writeJson(simulationJson(simulated.value))}\n`)
}

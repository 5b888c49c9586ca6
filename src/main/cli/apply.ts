import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import { parseJson } from '@shared/json/parse'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { type Plan, planSchema } from '@shared/operations/plan'
import type { Command } from 'commander'
import { dataFolder } from '../app/data-folder'
import { condense } from '../operations/condense'
import { coreJson } from '../session-json/core-json'
import { isFolder } from '../store/folder'
import { openStore } from '../store/open-store'
import { realPath } from '../store/real-path'
import { readSession } from '../store/session'
import type { Applied, ApplyJob } from '../writer/apply'
import { listReceipts, readReceipt, receiptFile } from '../writer/receipt'
import { runWriter } from '../writer/run-writer'
import { settleReceipts } from '../writer/settle'
import { makeUndoPlan } from '../writer/undo'
import { EXIT_FAILED } from './exit-codes'
import { printJson, printRefusal, printUnreadable, printUsage } from './print'

interface Options {
  readonly unproven?: true
  readonly loop?: true
}

/**
 * Adds `apply`, `undo` and `history`.
 * @param writer the built script of the writing process
 */
export function addApplyCommands(program: Command, writer: string): void {
  const changing = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--unproven', 'you are sure that nothing else has the store open, where that cannot be proven')
      .option(
        '--loop',
        'apply although the head’s leaf is then in a loop of parents, in which the runtime hangs'
      )
      .option('--json', 'JSON on stdout (the only form)')
  changing('apply', 'apply a plan and leave a receipt')
    .argument('<file>', 'a plan, as written by plan --out')
    .action((file: string, options: Options) => applyFile(file, options, writer))
  changing('undo', 'take a change back, as far as the store still allows it')
    .argument('<path>', 'the receipt, or its folder')
    .action((path: string, options: Options) => undo(path, options, writer))
  program
    .command('history')
    .description('list receipts, the newest first')
    .argument('[store]', 'only those of this store')
    .option('--json', 'JSON on stdout (the only form)')
    .action(history)
}

async function applyFile(file: string, options: Options, writer: string): Promise<void> {
  const plan = readPlan(file)
  if (typeof plan === 'string') return printUsage(plan)
  await settleReceipts(dataFolder())
  await apply({ ...jobOf(plan, options), undoes: null, left: [] }, writer)
}

function readPlan(file: string): Plan | string {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    return `${file} cannot be read as a plan: ${cause instanceof Error ? cause.message : String(cause)}`
  }
  const plan = planSchema.safeParse(json)
  return plan.success ? plan.data : `${file} is not a plan: ${firstIssue(plan.error.issues)}`
}

function firstIssue([issue]: readonly {
  readonly path: readonly PropertyKey[]
  readonly message: string
}[]): string {
  if (issue === undefined) return ''
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`
}

async function undo(path: string, options: Options, writer: string): Promise<void> {
  const given = resolve(path)
  const folder = isFolder(given) ? given : dirname(given)
  await settleReceipts(dataFolder())
  const receipt = readReceipt(folder)
  if (receipt === null) return printUsage(`there is no receipt at ${path}`)
  const opened = await openStore(receipt.store)
  if (!opened.ok) return printUnreadable(opened.error)
  const planned = await opened.value.read((db) => makeUndoPlan(db, folder, receipt, new Date()))
  await opened.value.close()
  if (!planned.ok) return printUnreadable(planned.error)
  if (!planned.value.ok) return printRefusal(planned.value.error)
  const { plan, left } = planned.value.value
  await apply({ ...jobOf(plan, options), undoes: folder, left }, writer)
}

const jobOf = (plan: Plan, { unproven, loop }: Options): Omit<ApplyJob, 'undoes' | 'left'> => ({
  plan,
  dataFolder: dataFolder(),
  unproven: unproven === true,
  loop: loop === true
})

async function apply(job: ApplyJob, writer: string): Promise<void> {
  const answer = await runWriter(writer, job).answer
  if (!answer.ok) return printRefusal(answer.error)
  const now = await coreNow(job.plan.store)
  process.stdout.write(`${writeJson(told(job, answer.value, now))}\n`)
  if (answer.value.afterwards !== null) process.exitCode = EXIT_FAILED
}

function told({ plan, left }: ApplyJob, { receipt, done, afterwards }: Applied, now: Json): Json {
  const steps = plan.steps.map((step, at) => ({ ...step, rows: done[at]?.rows ?? 0 }))
  return new Map<string, Json>([
    ['receipt', receiptFile(receipt)],
    ['undo', receipt],
    ['done', asJson(steps)],
    ['now', now],
    ...(left.length === 0 ? [] : [['left', left] as const]),
    ...(afterwards === null ? [] : [['error', asJson(afterwards)] as const])
  ])
}

function asJson(value: unknown): Json {
  const json = parseJson(JSON.stringify(value))
  return json.ok ? json.value : null
}

/** What `inspect` says of the session afterwards, long lists condensed as in the plan; null where there is none. */
async function coreNow(path: string): Promise<Json> {
  const store = await openStore(path)
  if (!store.ok) return asJson({ error: store.error satisfies AppError })
  const session = await store.value.read((db) => readSession(db, store.value.layout))
  await store.value.close()
  if (!session.ok) return asJson({ error: session.error })
  return condense(coreJson(session.value))
}

async function history(store: string | undefined): Promise<void> {
  await settleReceipts(dataFolder())
  const wanted = store === undefined ? undefined : realPath(resolve(store))
  const receipts = listReceipts(dataFolder()).flatMap(({ folder, receipt }) =>
    receipt === null || (wanted !== undefined && receipt.store !== wanted)
      ? []
      : {
          receipt: receiptFile(folder),
          undo: folder,
          rescue: join(folder, 'rescue.db'),
          state: receipt.state,
          kind: receipt.kind,
          store: receipt.store,
          session: receipt.session,
          at: receipt.at,
          sentence: receipt.sentence,
          left: receipt.left
        }
  )
  printJson({ receipts })
}

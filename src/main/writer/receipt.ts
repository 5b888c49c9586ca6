import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { basename, join } from 'node:path'
import { expectationSchema, type Plan, planKinds, stampSchema, stepSchema } from '@shared/operations/plan'
import { z } from 'zod'
import { realPath } from '../store/real-path'

/**
 * A receipt: what an apply did and how to undo it, in a folder of its own under the app's data folder, beside its
 * rescue store. `prepared` is written before the store changes, `applied` after the commit, so that a kill at any
 * moment leaves something that can be told apart at the next start.
 */
const receiptSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  state: z.enum(['prepared', 'applied', 'undone']),
  kind: z.enum(planKinds),
  store: z.string(),
  session: z.string().nullable(),
  /** What was done. */
  sentence: z.string(),
  at: z.string(),
  before: stampSchema,
  expects: expectationSchema,
  steps: z.array(stepSchema),
  /** What was left in the rescue store because it could not come back; only in receipts of an undo. */
  left: z.array(z.string()),
  /** The receipt that an undo undid. */
  undoes: z.string().nullable()
})
export type Receipt = z.infer<typeof receiptSchema>

const receiptName = 'receipt.json'

const receiptsFolder = (dataFolder: string): string => join(dataFolder, 'receipts')
/** The receipt in its folder. */
export const receiptFile = (folder: string): string => join(folder, receiptName)
/** The rescue store beside a receipt. */
export const rescueFile = (folder: string): string => join(folder, 'rescue.db')

/** A new folder for one receipt; its name sorts by time and ends with the process that makes it. */
export function makeReceiptFolder(dataFolder: string, kind: string, now: Date): string {
  const stem = `${now.toISOString().replace(/[:.]/g, '-')}-${kind}`
  const parent = receiptsFolder(dataFolder)
  mkdirSync(parent, { recursive: true })
  // a clock that went back may give a name twice
  for (let attempt = 0; ; attempt += 1) {
    const folder = join(parent, `${stem}-${attempt}-${process.pid}`)
    if (existsSync(folder)) continue
    mkdirSync(folder)
    return folder
  }
}

/** The process that made a receipt folder. */
export const makerOf = (folder: string): number => Number(/-(\d+)$/.exec(folder)?.[1] ?? 0)

/** Writes a receipt whole or not at all, and waits until it is on disk. */
export function writeReceipt(folder: string, receipt: Receipt): void {
  const file = receiptFile(folder)
  const descriptor = openSync(`${file}.new`, 'w')
  try {
    writeFileSync(descriptor, JSON.stringify(receipt))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${file}.new`, file)
}

/** The receipt of a job before the store changes. */
export function receiptOf(folder: string, { plan, left, undoes }: ReceiptJob): Receipt {
  return {
    version: 1,
    id: basename(folder),
    state: 'prepared',
    kind: plan.kind,
    store: plan.store,
    session: plan.session,
    sentence: plan.done,
    at: new Date().toISOString(),
    before: plan.stamp,
    expects: plan.expects,
    steps: plan.steps,
    left: [...left],
    undoes
  }
}

interface ReceiptJob {
  readonly plan: Plan
  readonly left: readonly string[]
  readonly undoes: string | null
}

/** Notes in a receipt that its change has been taken back. */
export function markUndone(folder: string): void {
  const receipt = readReceipt(folder)
  if (receipt !== null) writeReceipt(folder, { ...receipt, state: 'undone' })
}

/**
 * @returns the receipt in this folder, its store by the real path, or null where none is whole (a kill before it was
 *   written)
 */
export function readReceipt(folder: string): Receipt | null {
  try {
    const receipt = receiptSchema.parse(JSON.parse(readFileSync(receiptFile(folder), 'utf8')))
    return { ...receipt, store: realPath(receipt.store) }
  } catch {
    return null
  }
}

/** All receipt folders, newest first, with their receipts where whole. */
export function listReceipts(dataFolder: string): { folder: string; receipt: Receipt | null }[] {
  const parent = receiptsFolder(dataFolder)
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .sort()
    .reverse()
    .map((name) => join(parent, name))
    .map((folder) => ({ folder, receipt: readReceipt(folder) }))
}

/** Takes a receipt away with its rescue store. */
export function removeReceiptFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

import { ok, type Result } from '@shared/result'
import { openStore } from '../store/open-store'
import type { StoreError } from '../store/store-error'
import { listReceipts, makerOf, markUndone, type Receipt, removeReceiptFolder, writeReceipt } from './receipt'
import { computeStamp, readExpectable, stampDifference } from './stamp'

/** What became of a receipt that a killed writer left half-made. */
export interface Settled {
  readonly folder: string
  readonly outcome: 'finished' | 'withdrawn' | 'kept'
}

/**
 * Settles receipts left by a writer that was killed: where the store shows the change it is finished, where the store
 * is as before it is withdrawn, and where neither can be told it is kept as applied, since its rescue store may be the
 * only copy. Called at every start of window and command line. Reads stores, changes only receipts.
 */
export async function settleReceipts(dataFolder: string): Promise<Settled[]> {
  const settled: Settled[] = []
  for (const { folder, receipt } of listReceipts(dataFolder)) {
    if (receipt !== null && receipt.state !== 'prepared') continue
    if (isRunning(makerOf(folder))) continue
    settled.push({ folder, outcome: receipt === null ? withdraw(folder) : await settle(folder, receipt) })
  }
  return settled
}

function withdraw(folder: string): 'withdrawn' {
  removeReceiptFolder(folder)
  return 'withdrawn'
}

async function settle(folder: string, receipt: Receipt): Promise<Settled['outcome']> {
  const found = await compareStore(receipt)
  if (found.ok && found.value === 'before') return withdraw(folder)
  writeReceipt(folder, { ...receipt, state: 'applied' })
  if (receipt.undoes !== null) markUndone(receipt.undoes)
  return found.ok && found.value === 'after' ? 'finished' : 'kept'
}

async function compareStore(receipt: Receipt): Promise<Result<'before' | 'after' | 'moved', StoreError>> {
  const store = await openStore(receipt.store)
  if (!store.ok) return store
  try {
    const stamp = await store.value.read((db) => computeStamp(db, receipt.steps))
    if (!stamp.ok) return stamp
    if (stampDifference(receipt.before, stamp.value) === null) return ok('before')
    const now = await store.value.read((db) => readExpectable(db))
    if (!now.ok) return now
    return ok(JSON.stringify(now.value) === JSON.stringify(receipt.expects) ? 'after' : 'moved')
  } finally {
    await store.value.close()
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

import { statSync } from 'node:fs'
import type { ReceiptView } from '@shared/ipc/operations'
import { dataFolder } from '../../app/data-folder'
import { listReceipts, rescueFile } from '../../writer/receipt'
import { settleReceipts } from '../../writer/settle'

/** Receipts of one store or of all, the newest first; what a killed writer left is settled before. */
export async function listHistory(store: string | undefined): Promise<ReceiptView[]> {
  await settleReceipts(dataFolder())
  return listReceipts(dataFolder()).flatMap(({ folder, receipt }) => {
    if (receipt === null || receipt.state === 'prepared') return []
    if (store !== undefined && receipt.store !== store) return []
    const rescuePath = rescueFile(folder)
    return {
      receipt: folder,
      kind: receipt.kind,
      sentence: receipt.sentence,
      store: receipt.store,
      at: receipt.at,
      state: receipt.state,
      rescueBytes: statSync(rescuePath, { throwIfNoEntry: false })?.size ?? 0,
      rescuePath
    }
  })
}

import type { MainPushes } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import { type BrowserWindow, ipcMain } from 'electron'

/** Answers a request of `MainRequests` by its name; parses the argument itself. */
export type Answers = (name: string, args: unknown) => Promise<Result<unknown, AppError>>

/**
 * The only importer of `ipcMain`: answers the window's main frame and nobody else. `answers` may still be loading;
 * requests wait for it.
 */
export function openMainDoor(window: BrowserWindow, answers: Promise<Answers>): void {
  const contentsId = window.webContents.id
  ipcMain.handle('request', async (event, name: unknown, args: unknown) => {
    const fromMainFrame = event.senderFrame !== null && event.senderFrame === event.sender.mainFrame
    if (!fromMainFrame || event.sender.id !== contentsId) {
      return err({ code: 'refused', message: 'The request did not come from the inspector’s own page.' })
    }
    const answer = await answers
    return answer(String(name), args)
  })
}

/** Tells the page something unasked. */
export function pushToPage<Name extends keyof MainPushes>(
  window: BrowserWindow,
  name: Name,
  payload: MainPushes[Name]
): void {
  window.webContents.send('push', name, payload)
}

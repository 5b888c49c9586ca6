import { type MainPushes, type MainRequests, mainRequests } from '@shared/ipc/contract'
import type { Handlers } from '@shared/ipc/request'
import { err } from '@shared/result'
import { type BrowserWindow, ipcMain } from 'electron'
import { answerRequest } from './door'

/** The only importer of `ipcMain`: answers our own window's main frame and nobody else. */
export function openMainDoor(
  isOurs: (contentsId: number) => boolean,
  handlers: Handlers<MainRequests>
): void {
  ipcMain.handle('request', (event, name: unknown, args: unknown) => {
    const fromMainFrame = event.senderFrame !== null && event.senderFrame === event.sender.mainFrame
    if (!fromMainFrame || !isOurs(event.sender.id)) {
      return err({ code: 'refused', message: 'The request did not come from the inspector’s own page.' })
    }
    return answerRequest(mainRequests, handlers, String(name), args)
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

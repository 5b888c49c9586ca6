// A bare window, to compare with: FLOOR_PAGE = file to show (else a line of text), FLOOR_SIZE = content size in px.
import { app, BrowserWindow } from 'electron'

const [width, height] = (process.env.FLOOR_SIZE ?? '1440x900').split('x').map(Number)
app.whenReady().then(() => {
  const window = new BrowserWindow({ width, height, useContentSize: true })
  if (process.env.FLOOR_PAGE) window.loadFile(process.env.FLOOR_PAGE)
  else window.loadURL('data:text/html,<title>bare</title><p>A bare window.</p>')
})
app.on('window-all-closed', () => app.quit())

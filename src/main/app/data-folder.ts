import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const APP = 'Lash Inspector'

/** The app's data folder, the same for window and command line; `LASH_INSPECTOR_DATA` overrides it for both. */
export function dataFolder(): string {
  const override = process.env.LASH_INSPECTOR_DATA
  if (override) return resolve(override)
  return join(userData(), APP)
}

/** Where Electron keeps the data of apps (`userData`), told without Electron. */
function userData(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  if (process.platform === 'win32') return APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  return XDG_CONFIG_HOME || join(homedir(), '.config')
}

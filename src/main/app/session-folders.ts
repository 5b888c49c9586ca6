import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Folders of this user that hold session stores: `$LASH_HOME/sessions`, else `~/.lash/sessions` (store-format.md §1.2). */
export function findSessionFolders(): string[] {
  const folder = join(process.env.LASH_HOME ?? join(homedir(), '.lash'), 'sessions')
  try {
    return readdirSync(folder).some((name) => name.endsWith('.db')) ? [folder] : []
  } catch {
    return []
  }
}

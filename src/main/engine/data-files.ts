import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder that the app may keep things in; the process that starts the engine names it. */
const dataFolder = (): string => process.env.LASH_INSPECTOR_DATA ?? join(tmpdir(), 'lash-inspector')

/** Where the index and the text index of a store are kept. @param storePath its real path (`Store.path`) */
export function indexFiles(storePath: string): { readonly index: string; readonly text: string } {
  const name = createHash('sha256').update(storePath).digest('hex').slice(0, 32)
  const folder = join(dataFolder(), 'index')
  return { index: join(folder, `${name}.graph`), text: join(folder, `${name}.words`) }
}

import { cpSync, existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The bundled sample session, copied once into the data folder so that it can be changed freely and restored by
 * deleting the copy.
 * @returns the real path, by which the engine tells stores apart, of the sample's root store
 */
export function provideSample(resources: string, dataFolder: string): string {
  const folder = join(dataFolder, 'sample')
  if (!existsSync(folder)) cpSync(join(resources, 'sample'), folder, { recursive: true })
  return realpathSync(join(folder, 'sample.db'))
}

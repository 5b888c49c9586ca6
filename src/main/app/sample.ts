import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { realPath } from '../store/real-path'

/**
 * The bundled sample session, copied once into the data folder so that it can be changed freely and restored by
 * deleting the copy, or that store alone: its members that are there stay.
 * @returns the real path, by which the engine tells stores apart, of the sample's root store
 */
export function provideSample(resources: string, dataFolder: string): string {
  const folder = join(dataFolder, 'sample')
  const store = join(folder, 'sample.db')
  if (!existsSync(store)) cpSync(join(resources, 'sample'), folder, { recursive: true, force: false })
  return realPath(store)
}

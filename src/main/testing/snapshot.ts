import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Name, size, time and hash of every file below a folder: equal when not a byte was changed, added or removed. */
export function folderSnapshot(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name)
      const stats = statSync(path, { bigint: true })
      const content = stats.isFile()
        ? createHash('sha256').update(readFileSync(path)).digest('hex')
        : 'folder'
      return `${name} ${stats.size} ${stats.mtimeNs} ${stats.mode} ${content}`
    })
}

/** The same without the `-shm` files, SQLite's own lock table. */
export function contentSnapshot(folder: string): readonly string[] {
  return folderSnapshot(folder).filter((line) => !/^\S*-shm /.test(line))
}

import { readFileSync, statSync } from 'node:fs'

/**
 * Names the process that holds a lock on a store, where the system tells (Linux: `/proc/locks` by the file's inode).
 * Reads nothing of the store itself: opening it here would drop SQLite's own locks.
 * @returns for example `lash (process 4711)`, or null
 */
export function describeHolder(path: string): string | null {
  try {
    const { ino } = statSync(path)
    for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
      const [, , , , pid = '', where = ''] = line.trim().split(/\s+/)
      if (where.endsWith(`:${ino}`) && Number(pid) > 0 && Number(pid) !== process.pid) return nameProcess(pid)
    }
  } catch {
    // no such table on this system: the holder stays unnamed
  }
  return null
}

function nameProcess(pid: string): string {
  try {
    return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`
  } catch {
    return `process ${pid}`
  }
}

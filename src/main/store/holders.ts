import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { realPath } from './real-path'
import type { StoreFiles } from './stamp'

/** A process that has the store open. */
export interface Holder {
  readonly pid: number
  /** Its program name, or empty where it may not be read. */
  readonly name: string
}

/** A process for a sentence: `lash (process 4711)`. */
export const holderName = ({ name, pid }: Holder): string =>
  name === '' ? `Process ${pid}` : `${name} (process ${pid})`

/** SQLite's locks: on the database from this offset on, on the `-shm` within its first bytes. */
const DB_LOCKS_FROM = 0x40000000n
const SHM_LOCKS_BELOW = 4096n

/**
 * Other processes that have the store open, or `undefined` where that cannot be found out. A connection to a WAL
 * store keeps a shared lock on the database file as long as it lives, idle or not, and `/proc/locks` lists every lock
 * with the inode of its file; where we may look, the open files of the process confirm that it is this one. Reading
 * `/proc` touches no file of the store. Outside Linux there is no such list.
 */
export function otherHolders(path: string, files: StoreFiles): readonly Holder[] | undefined {
  let locks: string
  try {
    locks = readFileSync('/proc/locks', 'utf8')
  } catch {
    return undefined
  }
  const pids = new Set(
    locks
      .split('\n')
      .map(parseLock)
      .filter((lock) => lock !== undefined && isSqliteLock(lock, files))
      .map((lock) => lock?.pid ?? 0)
  )
  pids.delete(process.pid)
  return [...pids].filter((pid) => hasOpen(pid, path)).map((pid) => ({ pid, name: programName(pid) }))
}

interface Lock {
  readonly pid: number
  readonly inode: bigint
  readonly start: bigint
}

/** One line: `1: POSIX  ADVISORY  READ 4711 08:01:131090 1073741826 1073742335`. */
function parseLock(line: string): Lock | undefined {
  const match = /(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) (\d+) \S+$/.exec(line)
  if (match === null || !line.includes('POSIX')) return undefined
  const [, pid = '', inode = '', start = ''] = match
  return { pid: Number(pid), inode: BigInt(inode), start: BigInt(start) }
}

function isSqliteLock(lock: Lock, files: StoreFiles): boolean {
  if (lock.inode === files.db.inode) return lock.start >= DB_LOCKS_FROM
  return lock.inode === files.shm?.inode && lock.start < SHM_LOCKS_BELOW
}

/** Inode numbers repeat between file systems. Where the open files of a process cannot be seen, the lock is believed. */
function hasOpen(pid: number, path: string): boolean {
  try {
    const real = realPath(path)
    return readdirSync(`/proc/${pid}/fd`).some((fd) => linkTarget(`/proc/${pid}/fd/${fd}`).startsWith(real))
  } catch {
    return true
  }
}

function linkTarget(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    return ''
  }
}

function programName(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

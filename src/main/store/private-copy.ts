import { createHash } from 'node:crypto'
import { constants, readlinkSync } from 'node:fs'
import { chmod, copyFile, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok, type Result } from '@shared/result'
import { hasContent, type StoreFiles } from './stamp'
import { fromSystemError, type StoreError, storeError } from './store-error'

/** How far a copy is, in bytes. */
export type CopyProgress = (done: number, total: number) => void

export interface CopyOptions {
  readonly onProgress?: CopyProgress
  readonly signal?: AbortSignal
  /** Rather fail than copy more than this; for lists, where no single store is worth the wait. */
  readonly maxBytes?: number
}

/** A copy of a store's files in a folder of its own, which `remove` deletes. */
export interface PrivateCopy {
  readonly path: string
  remove(): Promise<void>
}

const CHUNK_BYTES = 4 * 1024 * 1024
const PREFIX = 'lash-inspector-copy'

/** How the names of the folders begin that a process of this system makes. */
const folderPrefix = (pid: number): string => `${PREFIX}-${systemKey()}-${pid}-`

/** Tells processes that we can look for from those of other machines and containers that share the temp folder. */
function systemKey(): string {
  return createHash('sha256').update(`${hostname()}\n${processSpace()}`).digest('hex').slice(0, 12)
}

/** Containers of one machine count their processes apart; elsewhere than on Linux there is one space. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/**
 * Removes the copies of processes that have ended without doing so. What belongs to a living process stays, and so does
 * what stands under a number that another process has got since: rather a copy too many than one too few.
 */
export async function removeLeftCopies(): Promise<void> {
  const mine = `${PREFIX}-${systemKey()}-`
  // a temp folder that is missing or may not be listed shows no copies, and is no reason not to start
  const names = await readdir(tmpdir()).catch(() => [])
  for (const name of names) {
    const pid = name.startsWith(mine) ? Number.parseInt(name.slice(mine.length), 10) : Number.NaN
    if (!(pid > 0) || isAlive(pid)) continue
    // one of another user stays where it is
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return !(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')
  }
}

/**
 * Copies a database with its WAL and rollback journal to a folder that only we can see: the way to read what a
 * left-over WAL holds without creating side files next to the store. By reflink where the file system has it (no
 * bytes move then), else in pieces, with progress, until the signal says stop. The caller compares the stamps of the
 * files before and after, since someone may write meanwhile.
 * Errors: permission, cancelled, failed (no space), too large.
 */
export async function copyStore(
  path: string,
  files: StoreFiles,
  options: CopyOptions
): Promise<Result<PrivateCopy, StoreError>> {
  const parts = [
    { suffix: '', bytes: files.db.bytes },
    ...(hasContent(files.wal) ? [{ suffix: '-wal', bytes: files.wal?.bytes ?? 0 }] : []),
    ...(hasContent(files.journal) ? [{ suffix: '-journal', bytes: files.journal?.bytes ?? 0 }] : [])
  ]
  const total = parts.reduce((sum, part) => sum + part.bytes, 0)
  if (total > (options.maxBytes ?? total)) return err(storeError('too-large', path))
  const folder = await mkdtemp(join(tmpdir(), folderPrefix(process.pid)))
  const remove = () => rm(folder, { recursive: true, force: true })
  const target = join(folder, 'store.db')
  let done = 0
  try {
    for (const { suffix, bytes } of parts) {
      await copyPart(path + suffix, target + suffix, options.signal, (copied) =>
        options.onProgress?.(done + copied, total)
      )
      done += bytes
    }
    return ok({ path: target, remove })
  } catch (cause) {
    await remove()
    return err(fromSystemError(cause, path))
  }
}

async function copyPart(
  from: string,
  to: string,
  signal: AbortSignal | undefined,
  onProgress: (copied: number) => void
): Promise<void> {
  signal?.throwIfAborted()
  if (await reflinked(from, to)) return
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'w', 0o600)
    try {
      const chunk = Buffer.alloc(CHUNK_BYTES)
      for (let at = 0; ; ) {
        signal?.throwIfAborted()
        const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, at)
        if (bytesRead === 0) return
        await target.write(chunk, 0, bytesRead)
        at += bytesRead
        onProgress(at)
      }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function reflinked(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE)
    await chmod(to, 0o600)
    return true
  } catch {
    return false
  }
}

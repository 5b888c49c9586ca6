import { constants } from 'node:fs'
import { chmod, copyFile, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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
  const folder = await mkdtemp(join(tmpdir(), 'lash-inspector-'))
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

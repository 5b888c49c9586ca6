import { statStore } from '../store/stamp'
import type { SessionIdentity } from './read-session'

interface Known {
  readonly stamp: string
  readonly identity: SessionIdentity
}

const known = new Map<string, Known>()
/** Beyond this the whole memory is given up: folders of that size are read once in a lifetime. */
const MOST = 50_000

/** Whose session a store is, as read before, if neither the file nor its WAL has changed since. */
export function knownIdentity(path: string): SessionIdentity | undefined {
  const entry = known.get(path)
  return entry !== undefined && entry.stamp === stampOf(path) ? entry.identity : undefined
}

/** Keeps an identity for the next look at the same folder. `stamp` was taken before the store was read. */
export function keepIdentity(path: string, stamp: string, identity: SessionIdentity): void {
  if (known.size >= MOST) known.clear()
  known.set(path, { stamp, identity })
}

/** Size, time and inode of a store and of its WAL. */
export function stampOf(path: string): string {
  const files = statStore(path)
  if (!files.ok) return ''
  const { db, wal } = files.value
  return [db, wal]
    .map((file) => (file === undefined ? '-' : `${file.bytes} ${file.modifiedNs} ${file.inode}`))
    .join(' ')
}

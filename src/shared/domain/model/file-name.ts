import { sha256Hex } from '@shared/hash/sha256'

const MAX_CHARACTERS = 80

/** The file name that lash's session-store factory gives to a session's store (store-format.md §1.1). */
export function storeFileName(sessionId: string): string {
  const safe = Array.from(sessionId, (character) =>
    /^[a-zA-Z0-9_-]$/.test(character) ? character : '_'
  ).join('')
  const stripped = safe.replace(/^_+|_+$/g, '') || 'session'
  return `${stripped.slice(0, MAX_CHARACTERS)}-${sha256Hex(sessionId).slice(0, 16)}.db`
}

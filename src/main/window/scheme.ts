import { join, normalize } from 'node:path'
import { protocol } from 'electron'

/** The page's own origin: a standard, secure scheme, so that storage, workers and the content policy work as on https. */
export const pageOrigin = 'app://inspector'

/** Chromium's number for a file that is not there (`net_error_list.h`). */
const FILE_NOT_FOUND = -6

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** The file of the built page that an address means; null where it means none inside `folder`. */
function fileAt(folder: string, address: string): string | null {
  try {
    const { pathname } = new URL(address)
    const inside = normalize(decodeURIComponent(pathname === '/' ? '/index.html' : pathname))
    return inside.split(/[\\/]/).includes('..') ? null : join(folder, inside)
  } catch {
    return null
  }
}

/**
 * Serves the built page from `folder`; nothing outside it can be reached.
 *
 * `protocol.handle`, which is meant to replace this call, makes a `Request` of every address. The first one loads the
 * whole of fetch into this process, 60 ms in which no byte of the page is sent, and each file then goes through it as a
 * stream. Here Chromium reads the file itself.
 */
export function servePage(folder: string): void {
  protocol.registerFileProtocol('app', ({ url }, answer) => {
    const path = fileAt(folder, url)
    answer(path === null ? { error: FILE_NOT_FOUND } : { path })
  })
}

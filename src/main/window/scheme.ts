import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { net, protocol } from 'electron'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json'
}

/** The page's own origin: a standard, secure scheme, so that storage, workers and the content policy work as on https. */
export const pageOrigin = 'app://inspector'

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/**
 * Serves the built page from `folder`; nothing outside it can be reached.
 * With a development server's address, passes requests on to it instead.
 */
export function servePage(folder: string, developmentServer: string | undefined): void {
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url)
    if (developmentServer !== undefined) return net.fetch(new URL(pathname, developmentServer).href)
    const inside = normalize(decodeURIComponent(pathname === '/' ? '/index.html' : pathname))
    if (inside.split(/[\\/]/).includes('..')) return new Response('not found', { status: 404 })
    try {
      const body = await readFile(join(folder, inside))
      return new Response(new Uint8Array(body), {
        headers: { 'content-type': types[extname(inside)] ?? 'application/octet-stream' }
      })
    } catch {
      return new Response('not found', { status: 404 })
    }
  })
}

// Builds when a source is newer than the build.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const mtime = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
const newest = (folder) =>
  readdirSync(folder, { recursive: true }).reduce(
    (latest, file) => Math.max(latest, mtime(join(folder, file))),
    0
  )

export function buildWhenStale() {
  const outputs = ['main/index.js', 'main/cli.js', 'preload/preload.cjs', 'renderer/index.html']
  const built = Math.min(...outputs.map((file) => mtime(join(root, 'out', file))))
  const inputs = Math.max(
    newest(join(root, 'src')),
    ...['package-lock.json', 'electron.vite.config.ts', 'scripts/assembly.mjs'].map((file) =>
      mtime(join(root, file))
    )
  )
  if (built > inputs) return
  const require = createRequire(join(root, 'package.json'))
  const electronVite = join(dirname(require.resolve('electron-vite/package.json')), 'bin', 'electron-vite.js')
  const done = spawnSync(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2]
  })
  if (done.status !== 0) throw new Error('the build failed')
}

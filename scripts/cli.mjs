// npm run -s cli -- COMMAND …: the command line face of the same engine; no window, only data on stdout.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhenStale } from './build.mjs'
import { say, setUp } from './setup.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

try {
  setUp({ wantsDisplay: false })
  buildWhenStale()
} catch (cause) {
  say(cause.message)
  process.exit(1)
}
const electron = createRequire(join(root, 'package.json'))('electron')
const done = spawnSync(electron, [join(root, 'out/main/cli.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
})
process.exit(done.status ?? 1)

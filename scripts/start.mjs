// npm start [-- PATH…]: sets up what is missing, builds when a source is newer than the build, and opens the window.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhenStale } from './build.mjs'
import { say, setUp } from './setup.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY

try {
  setUp({ wantsDisplay: true })
  buildWhenStale()
} catch (cause) {
  say(cause.message)
  process.exit(1)
}

// as root Chromium refuses to start with its sandbox; as anyone else it stays on
const env = { ...process.env }
if (process.getuid?.() === 0) env.ELECTRON_DISABLE_SANDBOX = '1'
delete env.ELECTRON_RUN_AS_NODE
const electron = createRequire(join(root, 'package.json'))('electron')
const paths = process.argv
  .slice(2)
  .map((argument) => (argument.startsWith('-') ? argument : resolve(argument)))
if (!hasDisplay) say('no display here: the window opens on a virtual one (Xvfb); set DISPLAY to see it')
const command = hasDisplay
  ? [electron, root, ...paths]
  : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', electron, root, ...paths]
const app = spawnSync(command[0], command.slice(1), { stdio: 'inherit', env })
process.exit(app.status ?? 1)

// Makes a bare clone ready: packages by the lock file, the Electron binary, and on Debian as root the system libraries.
// Quick when all is there. `--display` also makes sure of a (virtual) display.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const libraries = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
const display = ['xvfb', 'xauth']

/** Everything is said on stderr, so that commands whose stdout is data stay clean. */
export const say = (text) => process.stderr.write(`${text}\n`)

function run(command, args) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32'
  })
  if (done.error) throw new Error(`${command} could not be started: ${done.error.message}`)
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status}`)
}

/** Installs by the lock file when node_modules is missing or was made from another one. */
function packages() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const mark = join(root, 'node_modules', '.cache', 'installed-lock.json')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  if (!existsSync(join(root, 'node_modules', '.package-lock.json')) || existsSync(mark)) {
    say('installing packages by the lock file …')
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  }
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, lock)
}

const installed = (name) => spawnSync('dpkg', ['-s', name], { stdio: 'ignore' }).status === 0
const isDebian = () =>
  process.platform === 'linux' && spawnSync('dpkg', ['--version'], { stdio: 'ignore' }).status === 0

/** On Debian: what Electron links against, and a virtual display where none is there and one is wanted. */
function systemLibraries(wantsDisplay) {
  if (!isDebian()) return
  const headless = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const missing = [...libraries, ...(wantsDisplay && headless ? display : [])].filter(
    (name) => !installed(name)
  )
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    throw new Error(
      `please install first: sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`
    )
  }
  say(`installing system libraries: ${missing.join(' ')} …`)
  process.env.DEBIAN_FRONTEND = 'noninteractive'
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing])
}

export function setUp({ wantsDisplay }) {
  packages()
  systemLibraries(wantsDisplay)
  execFileSync(process.execPath, [join(root, 'scripts/provision-electron.mjs')], { stdio: ['ignore', 2, 2] })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    setUp({ wantsDisplay: process.argv.includes('--display') })
  } catch (cause) {
    say(cause.message)
    process.exit(1)
  }
}

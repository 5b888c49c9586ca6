// npm run bench -- [name…] [--full | --shape NAME] [--json | --markdown] [--repeats N]: measures the app against floors taken in the same run.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWhenStale } from './build.mjs'
import { setUp } from './setup.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'package.json'))
const { values, positionals } = parseArgs({
  options: {
    full: { type: 'boolean' },
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
    repeats: { type: 'string' },
    shape: { type: 'string' }
  },
  allowPositionals: true
})
const electron = require('electron')
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
const built = join(root, '.cache', 'bench-build')

const run = (command, args, env = {}) => {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env }
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

/** Builds the app where it is stale, the benches, and the canvas that ours is compared with. */
function build() {
  buildWhenStale()
  const bin = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), 'bin', file)
  const quiet = ['build', '--logLevel', 'error']
  run(process.execPath, [bin('electron-vite', 'electron-vite.js'), ...quiet, '--outDir', built], {
    LASH_BENCH: '1'
  })
  const floor = ['--config', 'bench/floor/vite.config.ts', '--outDir', join(built, 'floor')]
  run(process.execPath, [bin('vite', 'vite.js'), ...quiet, ...floor])
}

/** Runs one set of benches; the engine's in Electron itself, the window's beside it, with Electron as Node. */
function measure(script, args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'lash-bench-'))
  const out = join(folder, 'measured.json')
  const given = [
    ...positionals,
    ...(values.full ? ['--full'] : []),
    ...(values.shape ? ['--shape', values.shape] : []),
    ...(values.repeats ? ['--repeats', values.repeats] : [])
  ]
  const display = join(root, 'scripts', 'with-display.mjs')
  run(
    process.execPath,
    [display, electron, join(built, 'main', script), ...args, '--', ...given, '--out', out],
    env
  )
  const measured = JSON.parse(readFileSync(out, 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  return measured
}

setUp({ wantsDisplay: true })
build()
const measured = [
  ...measure('bench.js', asRoot ? ['--no-sandbox'] : [], asRoot ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}),
  ...measure('bench-window.js', [], { ELECTRON_RUN_AS_NODE: '1' })
]
if (measured.length === 0) {
  console.error(`no bench has one of these names: ${positionals.join(', ')}`)
  process.exit(1)
}

const machine = {
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  system: `${process.platform} ${process.arch}`
}
mkdirSync(join(root, 'reports'), { recursive: true })
const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
writeFileSync(join(root, 'reports', `bench-${stamp}.json`), JSON.stringify({ machine, measured }, null, 2))
const results = measured.map(({ result }) => result)
if (values.json) console.log(JSON.stringify(results, null, 2))
else if (values.markdown) printMarkdown(results)
else print(results)

function figure(value) {
  if (value === null || Number.isNaN(value)) return '–'
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2)
}

function print(list) {
  for (const { name, unit, ours, floor, ratio, goal, met } of list) {
    const cells = [
      name.padEnd(26),
      figure(ours).padStart(12),
      unit.padEnd(13),
      `floor ${figure(floor).padStart(12)}`,
      `ratio ${figure(ratio).padStart(6)}`,
      goal,
      met === null ? '' : met ? 'met' : 'MISSED'
    ]
    console.log(cells.join('  '))
  }
}

function printMarkdown(list) {
  console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}\n`)
  console.log('| name | ours | floor | ratio | goal | |\n|---|---|---|---|---|---|')
  for (const { name, unit, ours, floor, ratio, goal, met } of list) {
    const verdict = met === null ? '' : met ? 'met' : 'missed'
    const floored = floor === null ? '–' : `${figure(floor)} ${unit}`
    console.log(
      `| ${name} | ${figure(ours)} ${unit} | ${floored} | ${figure(ratio)} | ${goal} | ${verdict} |`
    )
  }
}

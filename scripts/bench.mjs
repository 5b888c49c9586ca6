// npm run bench -- [name…] [--full] [--json]: measures the app against floors taken in the same run.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'package.json'))
const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean' }, json: { type: 'boolean' }, repeats: { type: 'string' } },
  allowPositionals: true
})

const run = (command, args, env = {}) => {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env }
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

const out = join(root, '.cache', 'bench-build')
const electronVite = join(dirname(require.resolve('electron-vite/package.json')), 'bin', 'electron-vite.js')
run(process.execPath, [electronVite, 'build', '--logLevel', 'warn', '--outDir', out], { LASH_BENCH: '1' })

mkdirSync(join(root, 'reports'), { recursive: true })
const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
const report = join(root, 'reports', `bench-${stamp}.json`)
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
run(
  process.execPath,
  [
    join(root, 'scripts', 'with-display.mjs'),
    require('electron'),
    join(out, 'main', 'bench.js'),
    ...(asRoot ? ['--no-sandbox'] : []),
    '--',
    ...positionals,
    ...(values.full ? ['--full'] : []),
    ...(values.repeats ? ['--repeats', values.repeats] : []),
    '--out',
    report
  ],
  asRoot ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}
)

const measured = JSON.parse(readFileSync(report, 'utf8'))
const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version }
writeFileSync(report, JSON.stringify({ machine, measured }, null, 2))
const results = measured.map(({ result }) => result)
if (values.json) console.log(JSON.stringify(results, null, 2))
else print(results)

function print(list) {
  const figure = (value) => (value === null ? '–' : value >= 100 ? Math.round(value) : value.toFixed(2))
  for (const { name, unit, ours, floor, ratio, goal, met } of list) {
    const verdict = met === null ? '' : met ? 'met' : 'MISSED'
    console.log(
      `${name.padEnd(26)} ${String(figure(ours)).padStart(10)} ${unit.padEnd(13)} floor ${String(figure(floor)).padStart(9)}  ratio ${String(figure(ratio)).padStart(6)}  ${goal}  ${verdict}`
    )
  }
}

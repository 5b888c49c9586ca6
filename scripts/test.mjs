// npm test: sets everything up and runs all checks, from a bare clone; closes with one line of totals.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { say, setUp } from './setup.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const npm = (...args) => ['npm', ['run', '--silent', ...args]]
const steps = [
  ['lock file', npm('lock')],
  ['types', npm('typecheck')],
  ['lint', npm('lint')],
  ['typed lint', npm('lint:types')],
  ['build', npm('build')],
  [
    'unit tests',
    npm('unit', '--', '--reporter=default', '--reporter=json', '--outputFile.json=reports/unit.json')
  ],
  ['vectors', npm('vectors', '--', join(root, 'test-data/vectors/a1'))],
  ['end to end', npm('e2e', '--', '--reporter=list,json')]
]

function report(name) {
  try {
    return JSON.parse(readFileSync(join(root, 'reports', name), 'utf8'))
  } catch {
    return {}
  }
}

/** A runner that wrote no report counts as nothing; a failed step without counted failures counts as one failure. */
function totals(failedSteps) {
  const unit = report('unit.json')
  const e2e = report('e2e.json').stats ?? {}
  const passed = (unit.numPassedTests ?? 0) + (e2e.expected ?? 0)
  const failed = (unit.numFailedTests ?? 0) + (e2e.unexpected ?? 0) + (e2e.flaky ?? 0)
  return { passed, failed: Math.max(failed, failedSteps) }
}

rmSync(join(root, 'reports'), { recursive: true, force: true })
mkdirSync(join(root, 'reports'), { recursive: true })
let failedSteps = 0
try {
  setUp({ wantsDisplay: true })
  for (const [name, [command, args]] of steps) {
    console.log(`\n== ${name}`)
    const started = Date.now()
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: join(root, 'reports/e2e.json') }
    const done = spawnSync(command, args, {
      cwd: root,
      stdio: 'inherit',
      env,
      shell: process.platform === 'win32'
    })
    console.log(
      `== ${name}: ${done.status === 0 ? 'ok' : 'FAILED'}, ${Math.round((Date.now() - started) / 1000)} s`
    )
    if (done.status !== 0) failedSteps += 1
  }
} catch (cause) {
  say(cause.message)
  failedSteps += 1
}
const { passed, failed } = totals(failedSteps)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

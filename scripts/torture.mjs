// npm run torture: the kill test with a thousand kills instead of the hundred of npm test.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const scripts = dirname(fileURLToPath(import.meta.url))
const run = spawnSync(
  process.execPath,
  [join(scripts, 'run-vitest.mjs'), 'run', 'src/main/writer/kill.test.ts'],
  { stdio: 'inherit', env: { ...process.env, LASH_INSPECTOR_KILLS: process.argv[2] ?? '1000' } }
)
process.exit(run.status ?? 1)

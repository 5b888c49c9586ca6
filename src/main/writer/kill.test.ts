import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '@shared/operations/plan'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhenStale } from '../../../scripts/build.mjs'
import { generateStore } from '../generator/generate'
import { createPrng, type Prng } from '../generator/prng'
import type { PlanAsk } from '../operations/ask'
import { applyHere, good, planOn } from '../operations/testing'
import { temporaryFolder } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import type { ApplyJob } from './apply'
import { listReceipts, readReceipt } from './receipt'
import { settleReceipts } from './settle'
import { logicalDigest, readStore, writerEntry } from './testing'
import { makeUndoPlan } from './undo'

/** `npm run torture` asks for more. */
const KILLS = Number(process.env.LASH_INSPECTOR_KILLS ?? 100)
const AT_ONCE = 4
const SEED = 20_261

beforeAll(buildWhenStale, 120_000)

/** A store, a plan on it, and what it holds before and after. */
interface Victim {
  readonly name: string
  readonly path: string
  readonly plan: Plan
  readonly before: string
  readonly after: string
}

async function victims(): Promise<Victim[]> {
  const path = join(tempFolder(), 'store.db')
  generateStore({ shape: 'bushy', size: 400, seed: 9, out: path })
  const leaf = await readStore(path, (db) =>
    String(db.first('SELECT node_id FROM graph_nodes ORDER BY seq LIMIT 1 OFFSET 20')?.[0])
  )
  const asks: Record<string, PlanAsk> = {
    prune: { kind: 'prune', choice: { by: 'all' }, vacuum: true, noPath: false, rlm: true },
    branch: { kind: 'branch', leaf, before: false, keepCheckpoint: false },
    compact: { kind: 'compact' }
  }
  const planned: Victim[] = []
  for (const [name, ask] of Object.entries(asks))
    planned.push((await victimOf(name, path, good(await planOn(path, ask)))).victim)
  const [prune] = planned
  if (prune === undefined) throw new Error('no plan')
  return [...planned, await undoVictim(path, prune.plan)]
}

/** Applies undisturbed on a copy, to know what comes out. */
async function victimOf(
  name: string,
  path: string,
  plan: Plan
): Promise<{ victim: Victim; applied: string; receipt: string }> {
  const applied = join(tempFolder(), 'store.db')
  cpSync(path, applied)
  const { receipt } = good(await applyHere({ ...plan, store: applied }, tempFolder()))
  const victim = { name, path, plan, before: await logicalDigest(path), after: await logicalDigest(applied) }
  return { victim, applied, receipt }
}

async function undoVictim(path: string, prune: Plan): Promise<Victim> {
  const { applied, receipt: folder } = await victimOf('prune', path, prune)
  const receipt = readReceipt(folder)
  if (receipt === null) throw new Error('no receipt')
  const undo = await readStore(applied, (db) => makeUndoPlan(db, folder, receipt, new Date()))
  return (await victimOf('undo', applied, good(undo).plan)).victim
}

/** Ends the child at a moment drawn from before its first word to after its last. */
async function applyAndKill(job: ApplyJob, prng: Prng): Promise<void> {
  const child = fork(writerEntry, [], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  const gone = once(child, 'exit')
  const kill = () => void child.kill('SIGKILL')
  child.send(job, () => {})
  const timers: NodeJS.Timeout[] = []
  if (prng.chance(0.3)) timers.push(setTimeout(kill, prng.below(400)))
  else child.once('message', () => timers.push(setTimeout(kill, prng.below(40))))
  await gone
  timers.forEach(clearTimeout)
}

async function expectOldOrNew(victim: Victim, prng: Prng): Promise<'old' | 'new'> {
  using work = temporaryFolder()
  const path = join(work.folder, 'store.db')
  const dataFolder = join(work.folder, 'data')
  cpSync(victim.path, path)
  const plan = { ...victim.plan, store: path }
  await applyAndKill({ plan, dataFolder, unproven: false, loop: false, undoes: null, left: [] }, prng)

  const digest = await logicalDigest(path)
  expect([victim.before, victim.after]).toContain(digest)
  expect(await readStore(path, (db) => db.all('PRAGMA integrity_check'))).toEqual([['ok']])
  await settleReceipts(dataFolder)
  const states = listReceipts(dataFolder).map(({ receipt }) => receipt?.state)
  const changed = digest === victim.after
  if (victim.before !== victim.after) expect(states).toEqual(changed ? ['applied'] : [])
  else expect(states).not.toContain('prepared')
  // what was left behind stops nobody: a new plan goes through
  if (!changed) good(await applyHere(plan, dataFolder))
  return changed ? 'new' : 'old'
}

describe(`a writer killed at ${KILLS} moments`, () => {
  it('leaves the old store or the new one, whole, and a receipt that tells which', async () => {
    const all = await victims()
    const prng = createPrng(SEED)
    const outcomes = { old: 0, new: 0 }
    let next = 0
    const work = async () => {
      while (next < KILLS) {
        const victim = all[next++ % all.length]
        if (victim !== undefined) outcomes[await expectOldOrNew(victim, prng)] += 1
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect(outcomes.old + outcomes.new).toBe(KILLS)
    expect(outcomes.old).toBeGreaterThan(0)
  }, 1_200_000)
})

import { mkdirSync } from 'node:fs'
import { createPrng } from '../prng'
import * as building from './script-building'
import * as finishing from './script-finishing'
import * as planning from './script-planning'
import { childFileName, mirrorRow, SampleSession, type ScriptedTurn, type SessionInfo } from './session'

const ROOT_ID = '5b0e7c52-93f4-4f0a-8c1d-2a64c9d1e701'
const CODE_READER_ID = '0c9a4a7e-58b1-4f7c-9a46-d0b7a1c3f215'
const FIRST_TIME_USER_ID = 'e1d2f803-6c75-4b9e-8f30-7b5a94c8d642'

/** File name of the sample's root session. */
export const SAMPLE_FILE = 'sample.db'

const START_MS = Date.UTC(2026, 4, 11, 7, 30)
const CWD = '/home/dev/parcel-api'

const ROOT: SessionInfo = {
  id: ROOT_ID,
  name: 'steady-harbour',
  createdAt: '2026-05-11T09:30:00.250+02:00',
  startMs: START_MS,
  cwd: CWD,
  model: 'claude-sonnet-4-5',
  provider: 'anthropic',
  parentId: null
}

const childOf = (id: string, model: string, provider: string, minutes: number): SessionInfo => {
  const startMs = START_MS + minutes * 60_000
  return {
    id,
    name: id,
    createdAt: `unix:${startMs / 1000}`,
    startMs,
    cwd: CWD,
    model,
    provider,
    parentId: ROOT_ID
  }
}

function playedChild(info: SessionInfo, turn: ScriptedTurn, seed: number): SampleSession {
  const session = new SampleSession(info, createPrng(seed))
  session.turn(turn)
  return session
}

/** Tokens of the access log that the first question held until the runtime summarised that part. */
const LOG_TOKENS = 148_000

/** Planning without tools; ends with a compaction, so that the first six nodes are the history before it. */
function plan(root: SampleSession): SampleSession {
  root.clearedTokens = LOG_TOKENS
  for (const turn of [planning.trouble, planning.options, planning.numbers]) root.turn(turn)

  const compaction = new SampleSession(
    childOf(`${ROOT_ID}-compaction`, ROOT.model, ROOT.provider, 9),
    createPrng(12)
  )
  for (const { content } of root.runtime.path())
    if ('message' in content) compaction.runtime.append(content.message)
  compaction.clearedTokens = LOG_TOKENS
  compaction.turn(planning.compactionTurn)

  root.clearedTokens = 0
  root.compactedTurn(planning.decision, planning.summary, 2, [mirrorRow('compaction', compaction)])
  return compaction
}

/** The limiter is built; nodes come in from outside; one question is answered twice. */
function build(root: SampleSession): void {
  root.turn(building.build)
  root.turn(building.burstTest)
  root.appendNode({
    plugin: { type: 'notes.bookmark', body: { label: 'limiter works', tags: ['milestone', 'rate-limit'] } }
  })
  root.appendNode({
    mode: { mode_id: 'plan', payload: { step: { done: true, name: 'limiter', next: 'notes for users' } } }
  })
  root.appendNode({
    snapshot: {
      version: 3,
      data: '{"limit":{"capacity":20,"per_second":10}}',
      files: { 'notes.txt': 'ask ops about the proxy' }
    }
  })
  root.turn(building.nat)
  const question = root.runtime.path().at(-2)?.id ?? null
  root.turn(building.natFollowUp)
  root.branchTo(question)
  root.answerAgain(building.natAgain)
}

/** An edited question, two agents, a stopped call, the last fixes. */
function finish(root: SampleSession): SampleSession[] {
  const beforeEdit = root.runtime.leaf
  root.turn(finishing.limitByAddress)
  root.branchTo(beforeEdit)
  root.turn(finishing.notes)

  const children = [
    playedChild(childOf(CODE_READER_ID, 'claude-haiku-4-5', 'anthropic', 24), finishing.codeReviewTurn, 13),
    playedChild(childOf(FIRST_TIME_USER_ID, 'gpt-5-mini', 'openai', 24), finishing.docsReviewTurn, 14)
  ]
  root.turn(
    finishing.review,
    children.map((child) => mirrorRow('subagent', child))
  )
  root.turn(finishing.leftOver)
  root.turn(finishing.flaky)
  root.turn(finishing.changelog)
  return children
}

/**
 * Writes the bundled sample into `folder`: a coding session, its compaction and its two agents, each in its own file as
 * lash lays out a sessions folder (store-format.md §1.2). The same rows every time.
 */
export function generateSample(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const root = new SampleSession(ROOT, createPrng(11))
  const compaction = plan(root)
  build(root)
  const children = [compaction, ...finish(root)]
  root.write(folder, SAMPLE_FILE)
  for (const child of children) child.write(folder, childFileName(child.info.id))
}

import type { TranscriptEntry } from '@shared/ipc/store'
import { ok } from '@shared/result'
import { beforeEach, expect, test } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { noticeState } from '../state/notice'
import { connectOpenStore, openStoreState } from '../state/open-store'
import { openReader } from '../state/reader'
import { aCard, aChain, aShownStore, aSummary, chunksOf } from '../state/testing'
import { loadTranscript } from '../state/transcript'
import { entriesText, saveTranscript } from './save-transcript'

const engine = new FakeEngine()
connectOpenStore()
/** What the user was asked to save. */
const offered: unknown[] = []
const request = async (name: string, args: unknown): Promise<unknown> => {
  if (name === 'dialog/save') offered.push(args)
  return ok(null)
}
Object.assign(window, { inspector: { ...window.inspector, request } })

const entry = (row: number, turn: number, reason: string): TranscriptEntry => {
  const id = `n${row}`
  return {
    ...{ row, id, card: aCard(row, id), turn, otherVersions: [], findings: [] },
    body: { kind: 'plugin', type: 't', body: reason }
  }
}

test('a transcript tells every node under its turn, also where it was read in parts', () => {
  const entries = [entry(0, 1, 'one'), entry(1, 1, 'two'), entry(2, 2, 'three')]
  const whole = entriesText(entries, 0)
  expect(whole.match(/^(Turn \d|one|two|three)$/gm)).toEqual(['Turn 1', 'one', 'two', 'Turn 2', 'three'])
  const parts = [entriesText(entries.slice(0, 1), 0), entriesText(entries.slice(1), 1)]
  expect(parts.join('\n')).toBe(whole)
})

/** The engine has sent another graph of the shown store. */
function graphCame(count: number): void {
  for (const chunk of chunksOf(1, 1, aChain(count))) engine.push('index/chunk', chunk)
  engine.push('index/ready', { store: 1, generation: 1, summary: aSummary(count) })
}

/** Lets the engine answer what waits for entries. @returns how many requests did */
async function entriesCame(): Promise<number> {
  const waiting = engine.waiting('transcript/read')
  for (const { args, answer } of waiting) answer(ok(args.rows.map((row) => entry(row, 1, 'said'))))
  await settled()
  return waiting.length
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const said = (): string => noticeState.getState().text

beforeEach(async () => {
  openStoreState.setState(aShownStore(1, '/a.db'), true)
  graphCame(600)
  openReader(599)
  void loadTranscript(599)
  const rows = Uint32Array.from({ length: 600 }, (_, row) => row)
  engine.waiting('transcript/length')[0]?.answer(ok({ rows, at: 0 }))
  await settled()
  engine.forget()
  offered.length = 0
})

test('a branch is saved once, however often it is asked for, and says so while it is read', async () => {
  void saveTranscript()
  void saveTranscript()
  expect(said()).toContain('Reading 600 nodes')
  expect(await entriesCame()).toBe(1)
  graphCame(700)
  expect(await entriesCame()).toBe(1)
  expect(offered).toHaveLength(1)
  void saveTranscript()
  expect(await entriesCame()).toBe(1)
  await entriesCame()
})

test('a branch whose rows have moved while it was read, or before, is not saved', async () => {
  void saveTranscript()
  await entriesCame()
  graphCame(500)
  await entriesCame()
  expect(said()).toContain('was not saved')
  void saveTranscript()
  expect(said()).toContain('Reading')
  await entriesCame()
  expect(said()).toContain('was not saved')
  expect(await entriesCame()).toBe(0)
  expect(offered).toEqual([])
})

import { usageReport } from '@shared/domain/usage/report'
import type { EngineRequests } from '@shared/ipc/contract'
import type { PlanView, ReceiptView } from '@shared/ipc/operations'
import type { ValueOf } from '@shared/ipc/request'
import type { BranchRow, TranscriptEntry } from '@shared/ipc/store'
import { err, ok } from '@shared/result'
import { beforeEach, describe, expect, test } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { branchCompareState, compareBranch, connectBranchCompare } from './branch-compare'
import { closeComparison, compareState, openComparison, storeMoment } from './compare'
import { connectDetail, detailState, goToId } from './detail'
import { connectHistory, historyState, loadHistory, planUndo } from './history'
import { noticeState } from './notice'
import { openMember } from './open-member'
import { connectOpenStore, openStore, openStoreState } from './open-store'
import { applyPlan, checkWriter, connectPlan, onPlanApplied, type PlanAsk, planState } from './plan'
import { fetchHistoric, residencyState } from './residency'
import { resetSelection, selectionState, selectNode } from './selection'
import { showSide, sideState } from './side'
import { aCard, aChain, aDetail, anOverview, aShownStore, aSummary, chunksOf } from './testing'
import { loadTranscript, transcriptState, wantEntries } from './transcript'
import { showLens, viewState } from './view'
import { goToNextFinding, goToNextOrphan, revealIds } from './walk'

const engine = new FakeEngine()
connectOpenStore()
connectDetail()
connectPlan()
connectHistory()
connectBranchCompare()
const applied: PlanAsk[] = []
onPlanApplied((ask, stands) => stands && applied.push(ask))

function close(): void {
  openStoreState.setState({ kind: 'closed' }, true)
  resetSelection()
}

function show(store: number): void {
  close()
  openStoreState.setState(aShownStore(store, `/${store}.db`), true)
}

type Name = keyof EngineRequests

/** Answers the request of this name that has waited longest, and lets all that hangs on it run. */
async function answer<N extends Name>(name: N, value: ValueOf<EngineRequests, N>): Promise<void> {
  const [asked] = engine.waiting(name)
  expect(asked).toBeDefined()
  asked?.answer(ok(value))
  await settled()
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** All that is known of the shown store. */
const known = () => ({
  comparison: branchCompareState.getState(),
  detail: detailState.getState(),
  receipts: historyState.getState(),
  plan: planState.getState(),
  residency: residencyState.getState(),
  selection: selectionState.getState(),
  transcript: transcriptState.getState(),
  request: viewState.getState().request
})

beforeEach(() => {
  transcriptState.setState(transcriptState.getInitialState(), true)
  close()
  engine.forget()
  applied.length = 0
  noticeState.setState({ text: '' })
})

/** What is asked, and an answer that would change what is known. */
type Late = readonly [what: string, ask: () => unknown, answer: () => Promise<void>]

const late = <N extends Name>(
  what: string,
  ask: () => unknown,
  name: N,
  value: ValueOf<EngineRequests, N>
): Late => [what, ask, () => answer(name, value)]

const entry: TranscriptEntry = {
  row: 4,
  id: 'n',
  card: aCard(4, 'n'),
  body: { kind: 'plugin', type: 't', body: 'null' },
  turn: 1,
  otherVersions: [{ row: 3, id: 'm', kind: 'user', label: 'User' }],
  findings: []
}
const branch: BranchRow = {
  topRow: 2,
  top: 'n',
  lastRow: 2,
  nodes: 1,
  bytes: 0,
  copies: 0,
  variants: 0,
  unique: 1,
  class: 'work',
  reason: 'unknown',
  evidence: '',
  time: null,
  lastWords: '',
  tombstoned: 0,
  rlm: false
}
const receipt: ReceiptView = {
  receipt: 'r',
  kind: 'restore',
  sentence: '',
  store: '/changed.db',
  at: '2026-01-01',
  state: 'applied',
  rescueBytes: 0,
  rescuePath: ''
}
const plan: PlanView = {
  plan: 1,
  kind: 'restore',
  sentence: '',
  steps: [],
  effects: [],
  frees: { rows: 0, blobs: 0, file: 0 },
  warnings: [],
  undo: '',
  rows: new Uint32Array()
}

const asks: readonly Late[] = [
  late('the detail of a node', () => selectNode(5), 'node/read', aDetail(5, 'n')),
  late('the place of an id', () => goToId('n'), 'node/find', 7),
  late('the first of some ids', () => revealIds(['n']), 'node/find', 7),
  late('the next orphan branch', goToNextOrphan, 'branches/read', [branch]),
  late('the next finding', goToNextFinding, 'findings/read', [
    { code: 'c', severity: 'note', message: '', ids: [] }
  ]),
  late('a branch beside the path', () => compareBranch(5), 'branch/compare', {
    fork: null,
    lines: [],
    pathLeft: 0,
    branchLeft: 0
  }),
  late('the rows of a transcript', () => loadTranscript(5), 'transcript/length', {
    rows: Uint32Array.of(5),
    at: 0
  }),
  late('entries of a transcript', () => readEntries(), 'transcript/read', [entry]),
  late('a historic node', () => fetchHistoric('n'), 'node/historic', aDetail(5, 'n')),
  late('who else writes', checkWriter, 'writer/check', {
    free: true,
    unproven: false,
    holder: null,
    readOnly: null
  }),
  late('the receipts', loadHistory, 'history/list', [receipt])
]

function readEntries(): void {
  void loadTranscript(5)
  void wantEntries([4])
}

test.each(asks)('a late answer about %s of a closed store is ignored', async (_, ask, answerLate) => {
  show(1)
  void ask()
  show(2)
  transcriptState.setState(transcriptState.getInitialState(), true)
  const before = known()
  await answerLate()
  expect(known()).toEqual(before)
})

test.each(asks)(
  '%s of a closed store is not taken for that of the store that is shown now',
  async (_, ask, answerLate) => {
    show(1)
    void ask()
    show(2)
    transcriptState.setState(transcriptState.getInitialState(), true)
    void ask()
    const before = known()
    await answerLate()
    expect(known()).toEqual(before)
  }
)

test.each(asks)('the answer about %s of the shown store is taken', async (_, ask, answerLate) => {
  show(1)
  void ask()
  const before = known()
  await answerLate()
  expect(known()).not.toEqual(before)
})

test('other versions of an entry of a closed store are not taken for rows of the store that is shown now', async () => {
  show(1)
  readEntries()
  await answer('transcript/read', [entry])
  show(2)
  transcriptState.setState(transcriptState.getInitialState(), true)
  await answer('node/cards', [aCard(3, 'm', 'of the closed store')])
  expect(transcriptState.getState().versions.size).toBe(0)
})

test('a node that was selected in a closed store is not followed into a store that holds the same id', async () => {
  const detail = aDetail(5, 'n')
  show(1)
  selectNode(5)
  await answer('node/read', detail)
  sendGraph(1)
  show(2)
  selectNode(5)
  await answer('node/read', detail)
  await answer('node/find', 3)
  expect(selectionState.getState().selection).toEqual({ kind: 'node', row: 5 })
})

function sendGraph(store: number): void {
  for (const chunk of chunksOf(store, 1, aChain(1))) engine.push('index/chunk', chunk)
  engine.push('index/ready', { store, generation: 1, summary: aSummary(1) })
}

test('a plan that ends after its store was closed is told of, and stands in no other store', async () => {
  show(1)
  planState.setState({ ask: { kind: 'restore', rows: [1] }, view: plan })
  void applyPlan()
  show(2)
  const before = known()
  await answer('plan/apply', { receipt: 'r', sentence: '', left: [] })
  expect(known()).toEqual(before)
  expect(applied).toEqual([])
  expect(noticeState.getState().text).toContain('has been applied')
})

test('a plan that fails after its store was closed is told of as the plan', async () => {
  show(1)
  planState.setState({ ask: { kind: 'restore', rows: [1] }, view: plan })
  void applyPlan()
  close()
  engine.waiting('plan/apply')[0]?.answer(err({ code: 'stale', message: 'The store has moved on.' }))
  await settled()
  expect(noticeState.getState().text).toBe('The plan was not applied: The store has moved on.')
})

describe('a plan that ends after its file was opened again', () => {
  const ask: PlanAsk = { kind: 'restore', rows: [1] }
  const done = { receipt: 'r', sentence: '', left: [] }
  const applyInClosed = (): void => {
    show(1)
    planState.setState({ ask, view: plan })
    void applyPlan()
    close()
  }
  const opened = () => answer('store/open', anOverview(2, '/1.db'))
  const ended = () => answer('plan/apply', done)

  test.each([
    ['before it ends', [opened, ended]],
    ['while it ends', [ended, opened]]
  ])('leaves its receipt there: opened %s', async (_, steps) => {
    applyInClosed()
    showSide('details')
    void openStore('/1.db')
    for (const step of steps) await step()
    expect(planState.getState()).toMatchObject({ ask, applied: done, applying: null })
    expect(sideState.getState().side).toBe('plan')
    expect(applied).toEqual([ask])
  })

  test('stands in a list of receipts that is looked at', async () => {
    applyInClosed()
    void openStore('/1.db')
    await opened()
    showSide('history')
    void loadHistory()
    await answer('history/list', [])
    await ended()
    await answer('history/list', [receipt])
    expect(historyState.getState().receipts).toEqual({ kind: 'ready', value: [receipt] })
    expect(sideState.getState().side).toBe('history')
  })

  test('takes no other plan away that has been asked for there', async () => {
    applyInClosed()
    void openStore('/1.db')
    await opened()
    planState.setState({ ask: { kind: 'vacuum' } })
    await ended()
    expect(planState.getState()).toMatchObject({ ask: { kind: 'vacuum' }, applied: null })
    expect(applied).toEqual([])
    expect(noticeState.getState().text).toContain('has been applied')
  })

  test('is told of where the file cannot be opened any more', async () => {
    applyInClosed()
    void openStore('/1.db')
    await ended()
    engine.waiting('store/open')[0]?.answer(err({ code: 'missing', message: '' }))
    await settled()
    expect(noticeState.getState().text).toContain('closed meanwhile')
    expect(applied).toEqual([])
  })
})

test('ledgers whose comparison was closed are compared for nobody', async () => {
  show(1)
  openComparison(storeMoment('/before.db', 'before'))
  closeComparison()
  await answer('usage/report', usageReport([]))
  await answer('usage/report', usageReport([]))
  expect(compareState.getState().gained).toEqual({ kind: 'idle' })
})

test('who opens another store before that of an agent or of a receipt has come stays where they are', async () => {
  showLens('browse')
  void openMember('/agent.db')
  void planUndo(receipt)
  void openStore('/2.db')
  await answer('store/open', anOverview(3, '/agent.db'))
  await answer('store/open', anOverview(4, '/changed.db'))
  await answer('store/open', anOverview(2, '/2.db'))
  expect(openStoreState.getState()).toMatchObject({ kind: 'open', path: '/2.db' })
  expect(viewState.getState().lens).toBe('browse')
  expect(planState.getState().ask).toBeNull()
})

test('who opens the store of an agent or of a receipt themselves before it has come stays where they are', async () => {
  for (const ask of [() => openMember('/changed.db'), () => planUndo(receipt)]) {
    engine.forget()
    close()
    showLens('browse')
    void ask()
    void openStore('/changed.db')
    const [asked, own] = engine.waiting('store/open')
    own?.answer(ok(anOverview(4, '/changed.db')))
    asked?.answer(ok(anOverview(3, '/changed.db')))
    await settled()
    expect(openStoreState.getState()).toMatchObject({ kind: 'open', overview: { store: 4 } })
    expect(viewState.getState().lens).toBe('browse')
    expect(planState.getState().ask).toBeNull()
  }
})

test('an agent or a receipt whose store is shown already opens nothing', async () => {
  show(1)
  showLens('browse')
  void openMember('/1.db')
  await settled()
  expect(viewState.getState().lens).toBe('cost')
  void planUndo({ ...receipt, store: '/1.db' })
  await settled()
  expect(planState.getState().ask).toEqual({ kind: 'undo', receipt: 'r' })
  expect(engine.asked('store/open')).toEqual([])
})

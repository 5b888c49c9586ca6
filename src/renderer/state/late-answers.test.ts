import type { EnginePushes } from '@shared/ipc/store'
import { beforeEach, expect, test, vi } from 'vitest'
import { aChain, anOverview, aShownStore, chunksOf } from './testing'

interface Waiting {
  readonly name: string
  readonly answer: (answer: unknown) => void
}

const engine = vi.hoisted(() => ({
  waiting: [] as Waiting[],
  listeners: new Map<string, (payload: unknown) => void>()
}))

vi.mock('../bridge/engine', () => ({
  requestEngine: (name: string) => new Promise((answer) => engine.waiting.push({ name, answer })),
  onEnginePush: (name: string, listener: (payload: unknown) => void) => engine.listeners.set(name, listener),
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))

const { openMember } = await import('../cost/open-member')
const { branchCompareState, compareBranch, connectBranchCompare } = await import('./branch-compare')
const { compareState, closeComparison, openComparison, storeMoment } = await import('./compare')
const { connectDetail, detailState, goToId } = await import('./detail')
const { connectHistory, historyState, loadHistory, planUndo } = await import('./history')
const { noticeState } = await import('./notice')
const { connectOpenStore, openStore, openStoreState } = await import('./open-store')
const { applyPlan, checkWriter, connectPlan, onPlanApplied, planState } = await import('./plan')
const { fetchHistoric, residencyState } = await import('./residency')
const { resetSelection, selectionState, selectNode } = await import('./selection')
const { forgetTranscript, loadTranscript, transcriptState, wantEntries } = await import('./transcript')
const { showLens, viewState } = await import('./view')
const { goToNextFinding, goToNextOrphan, revealIds } = await import('./walk')

connectOpenStore()
connectDetail()
connectPlan()
connectHistory()
connectBranchCompare()
const applied = vi.fn()
onPlanApplied(applied)

function close(): void {
  openStoreState.setState({ kind: 'closed' }, true)
  resetSelection()
}

function show(store: number): void {
  close()
  openStoreState.setState(aShownStore(store, `/${store}.db`), true)
}

/** Answers the request of this name that has waited longest, and lets all that hangs on it run. */
async function answer(name: string, value: unknown): Promise<void> {
  const at = engine.waiting.findIndex((call) => call.name === name)
  expect(at).not.toBe(-1)
  engine.waiting.splice(at, 1)[0]?.answer({ ok: true, value })
  await new Promise((resolve) => setTimeout(resolve))
}

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
  forgetTranscript()
  close()
  engine.waiting.length = 0
  applied.mockClear()
})

/** What is asked, the request it becomes, and an answer that would change what is known. */
type Late = readonly [what: string, ask: () => unknown, name: string, value: unknown]

const entry = { row: 4, otherVersions: [{ row: 3 }] }
const branch = { topRow: 2, lastRow: 2, class: 'unique' }

const asks: readonly Late[] = [
  ['the detail of a node', () => selectNode(5), 'node/read', { card: { row: 5, id: 'n' } }],
  ['the place of an id', () => goToId('n'), 'node/find', 7],
  ['the first of some ids', () => revealIds(['n']), 'node/find', 7],
  ['the next orphan branch', goToNextOrphan, 'branches/read', [branch]],
  ['the next finding', goToNextFinding, 'findings/read', [{ ids: [] }]],
  ['a branch beside the path', () => compareBranch(5), 'branch/compare', { only: [] }],
  ['the rows of a transcript', () => loadTranscript(5), 'transcript/length', { rows: Uint32Array.of(5) }],
  ['entries of a transcript', () => readEntries(), 'transcript/read', [entry]],
  ['a historic node', () => fetchHistoric('n'), 'node/historic', { card: { row: 5, id: 'n' } }],
  ['who else writes', checkWriter, 'writer/check', { state: 'free' }],
  ['the receipts', loadHistory, 'history/list', [{ receipt: 'r', at: '2026-01-01' }]]
]

function readEntries(): void {
  void loadTranscript(5)
  void wantEntries([4])
}

test.each(asks)('a late answer about %s of a closed store is ignored', async (_, ask, name, value) => {
  show(1)
  void ask()
  show(2)
  forgetTranscript()
  const before = known()
  await answer(name, value)
  expect(known()).toEqual(before)
})

test.each(asks)(
  '%s of a closed store is not taken for that of the store that is shown now',
  async (_, ask, name, value) => {
    show(1)
    void ask()
    show(2)
    forgetTranscript()
    void ask()
    const before = known()
    await answer(name, value)
    expect(known()).toEqual(before)
  }
)

test.each(asks)('the answer about %s of the shown store is taken', async (_, ask, name, value) => {
  show(1)
  void ask()
  const before = known()
  await answer(name, value)
  expect(known()).not.toEqual(before)
})

test('other versions of an entry of a closed store are not taken for rows of the store that is shown now', async () => {
  show(1)
  readEntries()
  await answer('transcript/read', [entry])
  show(2)
  forgetTranscript()
  await answer('node/cards', [{ row: 3, text: 'of the closed store' }])
  expect(transcriptState.getState().versions.size).toBe(0)
})

test('a node that was selected in a closed store is not followed into a store that holds the same id', async () => {
  const detail = { card: { row: 5, id: 'n' } }
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
  for (const chunk of chunksOf(store, 1, aChain(1))) push('index/chunk', chunk)
  const summary = { nodes: 1, classes: null } as EnginePushes['index/ready']['summary']
  push('index/ready', { store, generation: 1, summary })
}

function push<Name extends keyof EnginePushes>(name: Name, payload: EnginePushes[Name]): void {
  engine.listeners.get(name)?.(payload)
}

test('a plan that ends after its store was closed is told of, and stands in no other store', async () => {
  show(1)
  planState.setState({ ask: { kind: 'restore', rows: [1] }, view: aPlan })
  void applyPlan()
  show(2)
  const before = known()
  await answer('plan/apply', {})
  expect(known()).toEqual(before)
  expect(applied).not.toHaveBeenCalled()
  expect(noticeState.getState().text).toContain('has been applied')
})

const aPlan = { plan: 1, kind: 'restore' } as NonNullable<ReturnType<typeof planState.getState>['view']>

test('ledgers whose comparison was closed are compared for nobody', async () => {
  show(1)
  openComparison(storeMoment('/before.db', 'before'))
  closeComparison()
  await answer('usage/report', { by_source_model: [] })
  await answer('usage/report', { by_source_model: [] })
  expect(compareState.getState().gained).toEqual({ kind: 'idle' })
})

test('who opens another store before that of an agent or of a receipt has come stays where they are', async () => {
  showLens('browse')
  void openMember('/agent.db')
  void planUndo({ receipt: 'r', store: '/changed.db' } as Parameters<typeof planUndo>[0])
  void openStore('/2.db')
  await answer('store/open', anOverview(3, '/agent.db'))
  await answer('store/open', anOverview(4, '/changed.db'))
  await answer('store/open', anOverview(2, '/2.db'))
  expect(openStoreState.getState()).toMatchObject({ kind: 'open', path: '/2.db' })
  expect(viewState.getState().lens).toBe('browse')
  expect(planState.getState().ask).toBeNull()
})

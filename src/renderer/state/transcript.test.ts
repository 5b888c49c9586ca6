import { ok } from '@shared/result'
import { beforeEach, expect, test } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { connectOpenStore, openStore } from './open-store'
import { openReader, readerState } from './reader'
import { aChain, anOverview, aSummary, chunksOf } from './testing'
import { connectTranscript, loadTranscript, transcriptState } from './transcript'

const engine = new FakeEngine({
  'store/open': ({ path }) => ok(anOverview(1, path)),
  'transcript/length': ({ through }) =>
    ok({ rows: Uint32Array.from({ length: through + 1 }, (_, at) => at), at: through })
})
connectOpenStore()
connectTranscript()

let generation = 0
function graphCame(seqs: readonly number[]): void {
  const columns = { ...aChain(seqs.length), seq: Uint32Array.from(seqs) }
  for (const chunk of chunksOf(1, ++generation, columns)) engine.push('index/chunk', chunk)
  engine.push('verify/ready', { store: 1, generation, summary: aSummary(seqs.length) })
}

const rowsRead = (): number[] => {
  const { rows } = transcriptState.getState()
  return rows.kind === 'ready' ? [...rows.value] : []
}

beforeEach(async () => {
  await openStore('/a.db')
  graphCame([1, 2, 3, 4])
  openReader(3, 2)
  await loadTranscript(3)
})

test('a branch that is read stays as it is when rows are written behind it', () => {
  graphCame([1, 2, 3, 4, 5])
  expect(readerState.getState()).toMatchObject({ through: 3, reading: 2 })
})

test('where rows before it were deleted, the branch is read anew by its own rows', async () => {
  graphCame([1, 3, 4])
  expect(readerState.getState()).toMatchObject({ through: 2, reading: 1 })
  await expect.poll(rowsRead).toEqual([0, 1, 2])
})

test('where all rows were written anew, the reader closes rather than show other nodes', () => {
  graphCame([11, 12, 13, 14])
  expect(readerState.getState().through).toBeNull()
})

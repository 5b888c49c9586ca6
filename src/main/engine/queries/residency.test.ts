import { join } from 'node:path'
import { activePath, idsAt } from '@shared/domain/graph/active-path'
import { describeRuntimeError } from '@shared/domain/state/runtime-error'
import { simulateCommit } from '@shared/domain/state/simulate'
import type { Residency } from '@shared/domain/state/state-graph'
import type { StoreModel } from '@shared/domain/state/store-model'
import type { ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { counted } from '@shared/operations/words'
import { arbitraryStore } from '@shared/testing/arbitrary-store'
import { countingFresh } from '@shared/testing/counting-fresh'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateStore } from '../../generator/generate'
import { readGraphModel } from '../../store/graph-model'
import { openStore } from '../../store/open-store'
import { copyFixture, fixtures, temporaryFolder } from '../../testing/fixtures'
import { tempFolder } from '../../testing/temp-folder'
import { writeStore } from '../../testing/write-store'
import { askVerified } from '../testing'

beforeAll(() => {
  process.env.LASH_INSPECTOR_DATA = join(tempFolder(), 'data')
})
afterAll(() => {
  delete process.env.LASH_INSPECTOR_DATA
})

/** As the engine answers it, from columns. */
const answered = (path: string): Promise<ResidencyReport | undefined> =>
  askVerified(path, ({ handlers }, store) => handlers['residency/read']({ store }))

/** As the plain functions play it, with every node decoded. */
async function played(path: string): Promise<ResidencyReport | undefined> {
  const opened = await openStore(path)
  if (!opened.ok) return undefined
  const store = opened.value
  const read = await store.read((db) => ({
    model: readGraphModel(db, store.layout),
    bytes: new Map(
      [...db.each('SELECT seq, octet_length(node_json) FROM graph_nodes')].map(([seq, bytes]) => [
        seq,
        Number(bytes)
      ])
    )
  }))
  await store.close()
  if (!read.ok) return undefined
  const { model, bytes } = read.value
  const sizes = new Map(model.rows.map((row) => [row.node, bytes.get(row.seq) ?? 0]))
  const sizeOf = (node: NonNullable<StoreModel['rows'][number]['node']>) => sizes.get(node) ?? 0
  return {
    keepAll: sideOf(model, 'KeepAll', sizeOf),
    activePathOnly: sideOf(model, 'ActivePathOnly', sizeOf)
  }
}

const NOTHING: ResidencySide = {
  nodes: 0,
  bytes: 0,
  leaf: null,
  refused: null,
  fallback: null,
  nextCommit: null,
  vanishOnPark: 0,
  vanishOnTurn: 0
}

function sideOf(
  store: StoreModel,
  residency: Residency,
  sizeOf: (node: NonNullable<StoreModel['rows'][number]['node']>) => number
): ResidencySide {
  if (store.head === undefined) return NOTHING
  const play = (step: 'park' | 'turn') =>
    simulateCommit({ store, residency, load: 'resume', step }, countingFresh())
  const [parked, turned] = [play('park'), play('turn')]
  if (!parked.ok) return { ...NOTHING, refused: describeRuntimeError(parked.error) }
  const { session_graph: graph } = parked.value.resident
  const stored = store.head.leaf_node_id
  const path = idsAt(graph.nodes, activePath(graph).positions)
  return {
    nodes: graph.nodes.length,
    bytes: graph.nodes.reduce((sum, node) => sum + sizeOf(node), 0),
    leaf: graph.leaf_node_id ?? null,
    refused: null,
    fallback:
      stored === undefined || graph.leaf_node_id === stored
        ? null
        : expect.stringMatching(
            graph.leaf_node_id === undefined
              ? 'no message is left'
              : `with a path of ${counted(path.length, 'node')}`
          ),
    nextCommit: parked.value.next_commit.kind,
    vanishOnPark: parked.value.vanished.live.length,
    vanishOnTurn: turned.ok ? turned.value.vanished.live.length : 0
  }
}

describe('residency told from columns', () => {
  test('is what the plain functions play, on any store', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStore, async (model) => {
        using work = temporaryFolder()
        const path = join(work.folder, 'store.db')
        writeStore(path, model, new Map())
        expect(await answered(path)).toEqual(await played(path))
      }),
      { numRuns: 100 }
    )
  }, 120_000)

  test.each(['long', 'bushy', 'wide', 'dust'] as const)(
    'is the same on a generated store, %s',
    async (shape) => {
      const path = join(tempFolder(), 'store.db')
      generateStore({ shape, size: 2000, seed: 11, out: path })
      const told = await answered(path)
      expect(told).toEqual(await played(path))
      expect(told?.keepAll.nodes).toBe(2000)
    }
  )

  test.each(fixtures('a1/').map((each) => [each.name, each] as const))(
    'is the same on %s',
    async (_, each) => {
      using copy = copyFixture(each)
      const path = join(copy.folder, 'store.db')
      const expected = await played(path)
      if (expected !== undefined) expect(await answered(path)).toEqual(expected)
    }
  )
})

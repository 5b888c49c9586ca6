import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { wrapBlob } from '@shared/domain/blobs/content'
import { DESCRIPTORS } from '@shared/domain/blobs/envelope'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { encode } from '@shared/domain/blobs/msgpack/shape'
import { activePath, idsAt } from '@shared/domain/graph/active-path'
import { graphOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import { fullGraph, rowOf, type StoreModel } from '@shared/domain/state/store-model'
import { sha256Hex } from '@shared/hash/sha256'
import { leavesLoop } from '@shared/operations/decision'
import type { Plan, Step } from '@shared/operations/plan'
import { arbitraryStore, headOf } from '@shared/testing/arbitrary-store'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { zlib } from '../store/zlib'
import { temporaryFolder } from '../testing/fixtures'
import { differences, parsedObject } from '../testing/told'
import { writeStore } from '../testing/write-store'
import { applyPlan } from '../writer/apply'
import { readReceipt, rescueFile } from '../writer/receipt'
import { readStore } from '../writer/testing'
import { makeUndoPlan } from '../writer/undo'
import type { PlanAsk } from './ask'
import {
  applyHere,
  arbitraryBranch,
  arbitraryHeal,
  arbitraryId,
  coreOf,
  good,
  planOn,
  planUndoHere,
  undoHere,
  unwatched
} from './testing'

const ids = fc.array(arbitraryId, { maxLength: 4 })

const arbitraryAsk: fc.Arbitrary<PlanAsk> = fc.oneof(
  fc.record({
    kind: fc.constant('prune' as const),
    choice: fc.oneof(
      fc.constant({ by: 'all' as const }),
      fc.constantFrom('copy', 'variant', 'unique', 'work' as const).map((wanted) => ({
        by: 'rules' as const,
        rules: { class: wanted }
      })),
      ids.map((chosen) => ({ by: 'hand' as const, ids: new Set(chosen), rules: undefined }))
    ),
    vacuum: fc.boolean(),
    noPath: fc.boolean(),
    rlm: fc.boolean()
  }),
  fc.record({
    kind: fc.constant('restore' as const),
    ids: fc.option(
      ids.map((chosen) => new Set(chosen)),
      { nil: undefined }
    )
  }),
  fc.constantFrom<PlanAsk>({ kind: 'vacuum' }, { kind: 'gc' }, { kind: 'compact' }),
  arbitraryHeal,
  arbitraryBranch,
  fc.record({
    kind: fc.constant('append' as const),
    request: fc.record({
      nodes: fc.constant([{ kind: 'plugin' as const, plugin_type: 'demo.marker', body: null }]),
      requires_ancestor_node_id: fc.option(arbitraryId, { nil: null })
    })
  }),
  fc.record({ kind: fc.constant('curate' as const), nodes: ids })
)

/** A checkpoint with one snapshot, and blobs that nothing reaches. */
function blobsOf(): {
  readonly ref: string
  readonly reached: string[]
  readonly blobs: Map<string, Uint8Array>
} {
  const snapshot = new Uint8Array([0x91, 0x07])
  const snapshotRef = sha256Hex(snapshot)
  const manifest = encode(checkpointManifest, {
    turn_state: {
      turn_index: 2n,
      token_usage: { input_tokens: 1n, output_tokens: 2n, cached_input_tokens: 0n, reasoning_tokens: 0n },
      mode_turn_options: { mode_id: 'standard', payload: new Map() }
    },
    execution_state_ref: snapshotRef
  })
  const ref = sha256Hex(manifest)
  return {
    ref,
    reached: [ref, snapshotRef],
    blobs: new Map([
      [ref, wrapBlob(DESCRIPTORS.manifest, manifest, 'Balanced', zlib)],
      [snapshotRef, wrapBlob(DESCRIPTORS.executionState, snapshot, 'Balanced', zlib)],
      ['garbage-1', new Uint8Array([1])],
      ['garbage-2', new Uint8Array([2, 3])]
    ])
  }
}

/** Every row by table and key, the head without its revision. */
async function logicalRows(path: string): Promise<Map<string, string>> {
  const text = (row: readonly unknown[]) =>
    JSON.stringify(row.map((value) => (typeof value === 'bigint' ? String(value) : value)))
  return readStore(path, (db) => {
    const rows = new Map<string, string>()
    for (const row of db.each('SELECT node_id, * FROM graph_nodes ORDER BY seq'))
      rows.set(`node ${row[0]}`, text(row))
    for (const row of db.each('SELECT hash, content FROM blobs')) rows.set(`blob ${row[0]}`, text(row))
    for (const row of db.each(
      "SELECT session_id, json_remove(head_json, '$.head_revision') FROM session_head"
    ))
      rows.set('head', text(row))
    return rows
  })
}

/** Keys of `logicalRows` that the steps name. */
function named(steps: readonly Step[]): Set<string> {
  return new Set(
    steps.flatMap((step) => {
      if (step.op === 'write-head') return ['head']
      if (step.op === 'collect-blobs') return step.hashes.map((hash) => `blob ${hash}`)
      if (step.op === 'add-blobs') return step.blobs.map(({ hash }) => `blob ${hash}`)
      if (step.op === 'add-rows') return step.rows.map((row) => `node ${row.node_id}`)
      return 'ids' in step ? step.ids.map((each) => `node ${each}`) : []
    })
  )
}

function expectHarmless({ steps, kind }: Plan, model: StoreModel, reached: readonly string[]): void {
  const graph = fullGraph(model)
  const path = new Set(idsAt(graph.nodes, activePath(graph).positions))
  for (const step of steps) {
    if (step.op === 'tombstone') expect(step.ids.filter((each) => path.has(each))).toEqual([])
    if (step.op === 'vacuum' && kind === 'vacuum') {
      expect(step.ids).toEqual(model.rows.filter((row) => row.tombstoned).map((row) => row.id))
    }
    if (step.op === 'collect-blobs' && model.head !== undefined) {
      expect(step.hashes.filter((hash) => reached.includes(hash))).toEqual([])
    }
  }
}

/** The path-only load tells its nodes, or its failure, or nothing where it never returns. */
const pathOnly = ['active_path_only_nodes', 'active_path_only_error']

/** Whether a plan says that the path-only load will tell nothing any more. */
const isUntold = ({ predicted }: Plan, key: string): boolean =>
  pathOnly.includes(key) && predicted[key] === null

/** Whether a key of CORE changes. */
function changes({ predicted }: Plan, key: string): boolean {
  return key in predicted || (pathOnly.includes(key) && pathOnly.some((each) => each in predicted))
}

it('any plan on any store: harmless, applied as previewed, touching only what it lists, and undone row for row', async () => {
  const { ref, reached, blobs } = blobsOf()
  await fc.assert(
    fc.asyncProperty(arbitraryStore, arbitraryAsk, async (drawn, ask) => {
      using work = temporaryFolder()
      const path = join(work.folder, 'store.db')
      const data = join(work.folder, 'data')
      const model =
        drawn.head === undefined ? drawn : { ...drawn, head: { ...drawn.head, checkpoint_ref: ref } }
      writeStore(path, model, blobs)
      const planned = await planOn(path, ask)
      if (!planned.ok) return
      const plan = planned.value
      expectHarmless(plan, model, reached)

      const [rows, core] = [await logicalRows(path), await coreOf(path)]
      const { receipt } = good(await applyHere(plan, data))
      const [rowsAfter, coreAfter] = [await logicalRows(path), await coreOf(path)]
      const predicted = parsedObject(JSON.stringify(plan.predicted))
      const told = new Map([...predicted].filter(([key]) => !isUntold(plan, key)))
      expect(differences(told, coreAfter)).toEqual([])
      for (const key of pathOnly) if (isUntold(plan, key)) expect(coreAfter.has(key)).toBe(false)
      const others = new Map([...core].filter(([key]) => !changes(plan, key)))
      expect(differences(others, coreAfter)).toEqual([])
      const listed = named(plan.steps)
      for (const [key, row] of rows) if (!listed.has(key)) expect(rowsAfter.get(key)).toBe(row)
      for (const key of rowsAfter.keys()) expect(rows.has(key) || listed.has(key)).toBe(true)

      if (plan.steps.every((step) => step.op === 'compact-file')) return
      good(await undoHere(receipt, data))
      expect(await logicalRows(path)).toEqual(rows)
      const revision = good(planned).expects.revision
      if (listed.has('head')) {
        expect((await coreOf(path)).get('revision')).toBe(String(BigInt(revision ?? '0') + 1n))
      }
    }),
    { numRuns: 150 }
  )
}, 120_000)

const marker = (node_id: string, parent_node_id: string | undefined): SessionNode => ({
  node_id,
  ...(parent_node_id === undefined ? {} : { parent_node_id }),
  timestamp: '2026-05-17T08:00:00+00:00',
  kind: 'plugin',
  plugin_type: 'demo.marker',
  body: null
})

/** Writes a store of these nodes; those named in `hidden` are tombstoned. */
function writeNodes(path: string, nodes: readonly SessionNode[], leaf: string, hidden = ''): void {
  const rows = nodes.map((each, at) => ({
    ...rowOf(each, BigInt(at + 1)),
    tombstoned: each.node_id === hidden
  }))
  const head = headOf(graphOf(nodes, leaf), rows.length)
  const last_seq = BigInt(rows.length)
  writeStore(path, { rows, last_seq, usage_deltas: [], blobs: new Map(), head }, new Map())
}

it('a plan after which the path-only load never returns says that it will tell nothing, and that lash hangs', async () => {
  using work = temporaryFolder()
  const path = join(work.folder, 'store.db')
  writeNodes(path, [marker('n1', 'n2'), marker('n2', 'n1')], 'n1', 'n2')
  expect((await coreOf(path)).has('active_path_only_nodes')).toBe(true)
  const plan = good(await planOn(path, { kind: 'restore', ids: undefined }))
  expect(plan.predicted).toMatchObject({ active_path_only_nodes: null })
  expect(plan.warnings).toMatchObject([{ code: 'leaf-in-loop' }])
})

it('a restore that closes a loop off the path says so, and needs no yes', async () => {
  using work = temporaryFolder()
  const path = join(work.folder, 'store.db')
  writeNodes(path, [marker('n1', 'n2'), marker('n2', 'n1'), marker('n3', undefined)], 'n3', 'n2')
  const plan = good(await planOn(path, { kind: 'restore', ids: undefined }))
  expect(plan.warnings).toMatchObject([{ code: 'loop-closed' }])
  expect(leavesLoop(plan.warnings)).toBe(false)
})

/** Stores another text for the node: as another program may, or a damaged disk. */
function storeText(path: string, id: string, json: string | Uint8Array): void {
  const writer = new DatabaseSync(path)
  writer.prepare('UPDATE graph_nodes SET node_json = ? WHERE node_id = ?').run(json, id)
  writer.close()
}

/** Whether the runtime, loading the path alone, never returns: then `inspect` tells nothing of such a load. */
const hangsNow = async (path: string): Promise<boolean> => {
  const core = await coreOf(path)
  return pathOnly.every((key) => !core.has(key))
}

it('an undo says that the runtime would hang on its result exactly where it would, whatever happened since', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStore, arbitraryAsk, arbitraryAsk, async (model, ask, later) => {
      using work = temporaryFolder()
      const path = join(work.folder, 'store.db')
      const data = join(work.folder, 'data')
      writeStore(path, model, new Map())
      const first = await planOn(path, ask)
      if (!first.ok) return
      const { receipt } = good(await applyHere(first.value, data))
      const second = await planOn(path, later)
      if (second.ok) good(await applyHere(second.value, data))
      const undo = await planUndoHere(receipt)
      if (!undo.ok) return
      const { plan, left } = undo.value
      good(await applyHere(plan, data, { undoes: receipt, left }))
      if (plan.steps.some(changesPath)) expect(leavesLoop(plan.warnings)).toBe(await hangsNow(path))
    }),
    { numRuns: 150 }
  )
}, 120_000)

/** Whether a step of an undo may make a loop: rows that show again, or another head. */
const changesPath = ({ op }: Step): boolean => op === 'restore' || op === 'return-rows' || op === 'write-head'

it('an undo that puts the head back into a loop is applied only with a yes, and leaves no trace without', async () => {
  using work = temporaryFolder()
  const path = join(work.folder, 'store.db')
  const data = join(work.folder, 'data')
  const nodes = [marker('n1', 'n2'), marker('n2', 'n1'), marker('n3', undefined)]
  writeNodes(path, nodes, 'n1')
  const move: PlanAsk = { kind: 'branch', leaf: 'n3', before: false, keepCheckpoint: false }
  const { receipt } = good(await applyHere(good(await planOn(path, move)), data))
  const { plan, left } = good(await planUndoHere(receipt))
  expect(plan.warnings).toMatchObject([{ code: 'leaf-in-loop' }])
  const rows = await logicalRows(path)
  const job = { plan, dataFolder: data, unproven: true, undoes: receipt, left }
  expect(await applyPlan({ ...job, loop: false }, unwatched)).toMatchObject({
    error: { code: 'leaf-in-loop' }
  })
  const bare = { ...plan, warnings: plan.warnings.filter((each) => !leavesLoop([each])) }
  expect(await applyPlan({ ...job, plan: bare, loop: false }, unwatched)).toMatchObject({
    error: { code: 'edited' }
  })
  expect(await logicalRows(path)).toEqual(rows)
  good(await applyPlan({ ...job, loop: true }, unwatched))
  expect(await hangsNow(path)).toBe(true)
})

it('the rescue store is opened once for the plan of an undo, however many of its rows are walked', async () => {
  using work = temporaryFolder()
  const path = join(work.folder, 'store.db')
  writeNodes(path, [marker('n1', 'n2'), marker('n2', 'n1')], 'n1', 'n2')
  const plan = good(await planOn(path, { kind: 'vacuum' }))
  const { receipt: folder } = good(await applyHere(plan, join(work.folder, 'data')))
  const receipt = readReceipt(folder)
  if (receipt === null) throw new Error('no receipt')
  // asked after the first read and before the walk: from then on the file cannot be opened again
  const gone = () => {
    rmSync(rescueFile(folder))
    return false
  }
  const undo = await readStore(path, (db) => makeUndoPlan(db, folder, receipt, new Date(), gone))
  expect(good(undo).plan.steps).toMatchObject([{ op: 'return-rows', ids: ['n2'] }])
})

it.each([
  ['closed by a text that only SQLite reads', '{parent_node_id:"n1"}', true],
  ['not closed by bytes, which no load reads', Buffer.from('{"parent_node_id":"n1"}'), false]
])('a loop at the leaf is %s, for what is undone and for what is cleaned', async (_, json, hangs) => {
  using work = temporaryFolder()
  const path = join(work.folder, 'store.db')
  writeNodes(path, [marker('n1', 'n2'), marker('n2', 'n1'), marker('n3', undefined)], 'n1')
  storeText(path, 'n2', json)
  expect(await hangsNow(path)).toBe(hangs)
  const clean = await planOn(path, { kind: 'compact' })
  expect(clean.ok ? undefined : clean.error.code).toBe(hangs ? 'cycle' : undefined)
  const move: PlanAsk = { kind: 'branch', leaf: 'n3', before: false, keepCheckpoint: false }
  const { receipt } = good(await applyHere(good(await planOn(path, move)), join(work.folder, 'data')))
  expect(leavesLoop(good(await planUndoHere(receipt)).plan.warnings)).toBe(hangs)
})

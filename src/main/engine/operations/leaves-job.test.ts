import { join } from 'node:path'
import { wrapBlob } from '@shared/domain/blobs/content'
import { DESCRIPTORS } from '@shared/domain/blobs/envelope'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { encode } from '@shared/domain/blobs/msgpack/shape'
import { DEFAULT_MODE_TURN_OPTIONS, NO_TOKENS } from '@shared/domain/model/codec/head'
import type { Part } from '@shared/domain/model/node'
import type { StoreModel } from '@shared/domain/state/store-model'
import { sha256Hex } from '@shared/hash/sha256'
import { arbitraryStore } from '@shared/testing/arbitrary-store'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateStore } from '../../generator/generate'
import { unwatched } from '../../operations/watch'
import { openStore } from '../../store/open-store'
import { zlib } from '../../store/zlib'
import { copyFixture, fixtures, temporaryFolder } from '../../testing/fixtures'
import { tempFolder } from '../../testing/temp-folder'
import { writeStore } from '../../testing/write-store'
import { findLeaves, rankByBodies, rankByColumns } from './leaves-job'
import { newPlanSignal, planProgress, stopPlan } from './plan-signal'

/** Ranks both ways; a store that does not open has no candidates. */
async function expectSame(path: string): Promise<number> {
  const opened = await openStore(path)
  if (!opened.ok) return 0
  const { layout } = opened.value
  const found = await opened.value.read((db) => {
    const source = { db, layout, watch: unwatched, columns: undefined }
    const told = [rankByBodies, rankByColumns].map((rank) => {
      const { ranked, seqAt } = rank(source)
      return ranked.map(({ position, ...leaf }) => ({ ...leaf, seq: seqAt(position) }))
    })
    expect(told[1]).toEqual(told[0])
    return told[0]?.length ?? 0
  })
  await opened.value.close()
  if (!found.ok) throw new Error(found.error.message)
  return found.value
}

const text = fc.constantFrom('', 'hello', ',"tool_call_id":"c1"', '{"kind":"ToolResult"', 'ü\n')
const call = fc.option(fc.constantFrom('c1', 'c2', 'c3', '', 'q"uote', 'back\\', 'ü\n'), { nil: undefined })
const part = fc
  .record({ kind: fc.constantFrom('Text', 'Reasoning', 'ToolCall', 'ToolResult' as const), text, call })
  .map(
    ({ kind, text: content, call: id }): Part => ({
      id: 'p',
      kind,
      content,
      prune_state: { kind: 'Intact' },
      ...(id === undefined ? {} : { tool_call_id: id })
    })
  )
const spoken = fc.array(fc.array(part, { maxLength: 3 }), { minLength: 1, maxLength: 12 })

/** A store whose checkpoint counts so many turns. */
function withTurns(store: StoreModel, turns: bigint): [StoreModel, Map<string, Uint8Array>] {
  const manifest = encode(checkpointManifest, {
    turn_state: { turn_index: turns, token_usage: NO_TOKENS, mode_turn_options: DEFAULT_MODE_TURN_OPTIONS }
  })
  const ref = sha256Hex(manifest)
  const blobs = new Map([[ref, wrapBlob(DESCRIPTORS.manifest, manifest, 'Balanced', zlib)]])
  return [
    store.head === undefined ? store : { ...store, head: { ...store.head, checkpoint_ref: ref } },
    blobs
  ]
}

/** A store whose messages say these parts, one list after the other. */
function withParts(store: StoreModel, lists: readonly (readonly Part[])[]): StoreModel {
  const rows = store.rows.map((row, at) => {
    const { node } = row
    if (node?.kind !== 'event' || node.event.kind !== 'Conversation') return row
    const message = { ...node.event.message, parts: lists[at % lists.length] ?? [] }
    return { ...row, node: { ...node, event: { kind: 'Conversation' as const, message } } }
  })
  return { ...store, rows }
}

describe('leaves ranked from columns', () => {
  it('are those that are ranked with every node decoded, on any store', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStore, spoken, fc.bigInt(0n, 3n), async (model, lists, turns) => {
        using work = temporaryFolder()
        const path = join(work.folder, 'store.db')
        writeStore(path, ...withTurns(withParts(model, lists), turns))
        await expectSame(path)
      }),
      { numRuns: 500 }
    )
  }, 120_000)

  it.each(['long', 'bushy', 'wide', 'dust'] as const)('on a generated store, %s', async (shape) => {
    const path = join(tempFolder(), 'store.db')
    generateStore({ shape, size: 3000, seed: 3, out: path })
    expect(await expectSame(path)).toBeGreaterThan(0)
  })

  it.each(fixtures('a1/').map((each) => [each.name, each] as const))('on %s', async (_, each) => {
    using copy = copyFixture(each)
    await expectSame(join(copy.folder, 'store.db'))
  })
})

it('looking for leaves tells how far it has come, and ends when it is stopped', () => {
  const path = join(tempFolder(), 'store.db')
  generateStore({ shape: 'bushy', size: 500, seed: 5, out: path })
  const signal = newPlanSignal()
  const job = { job: 'leaves', path, as: 'immutable', columns: undefined, signal } as const
  expect(findLeaves(job).ok).toBe(true)
  expect(planProgress(signal)).toEqual({ phase: 'reading', done: 0, total: 500 })
  stopPlan(signal)
  expect(findLeaves(job)).toMatchObject({ ok: false, error: { code: 'leaves-stopped' } })
})

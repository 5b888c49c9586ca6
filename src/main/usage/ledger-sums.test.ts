import type { LedgerEntry } from '@shared/domain/model/head'
import { mergeRecordingRule, mergeStoreRule } from '@shared/domain/usage/ledger'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStore, type Store } from '../store/open-store'
import { usageRows } from '../store/rows'
import { type Declared, declared, insert, newStore, type Stored } from '../testing/hostile-store'
import { readLedgerSums } from './ledger-sums'

type Row = readonly Stored[]

async function storeWith(rows: readonly Row[], table: Declared): Promise<Store> {
  const { path, db } = newStore(table)
  for (const row of rows) insert(db, 'usage_deltas', [null, ...row])
  db.close()
  const store = await openStore(path)
  if (!store.ok) throw new Error(store.error.message)
  return store.value
}

const AS_LASH: Declared = { era: 'a1', typed: true }

async function bothWays(rows: readonly Row[], table = AS_LASH): Promise<readonly LedgerEntry[][]> {
  const store = await storeWith(rows, table)
  const read = await store.read((db) => {
    const entries = [...usageRows(db, store.layout)].flatMap(({ entry }) => entry ?? [])
    return [
      readLedgerSums(db, store.layout, 'store').map(asEntry),
      mergeStoreRule(entries),
      readLedgerSums(db, store.layout, 'recording').map(asEntry),
      mergeRecordingRule(entries)
    ]
  })
  await store.close()
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

const asEntry = ({ source, model, usage }: LedgerEntry): LedgerEntry => ({ source, model, usage })

const max = (1n << 63n) - 1n

describe('a ledger added up by SQLite', () => {
  it('equals the merge of its rows, also beyond 64 bits', async () => {
    const count = fc.oneof(
      { weight: 6, arbitrary: fc.bigInt(0n, 9n) },
      { weight: 1, arbitrary: fc.bigInt(-(1n << 62n), 1n << 62n) }
    )
    const row = fc.tuple(
      fc.constantFrom('turn', '', 'Ü'),
      fc.constantFrom('a', 'b'),
      count,
      count,
      count,
      count
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        const [store, storeMerge, recording, recordingMerge] = await bothWays(rows)
        expect(store).toEqual(storeMerge)
        expect(recording).toEqual(recordingMerge)
      }),
      { numRuns: 40 }
    )
  })

  it('stays exact where its sums leave 64 bits', async () => {
    const [store] = await bothWays([
      ['turn', 'm', max, 1n, 0n, 0n],
      ['turn', 'm', max, 1n, 0n, 0n],
      ['turn', 'm', -3n, 1n, 0n, 0n]
    ])
    expect(store?.[0]?.usage.input_tokens).toBe(2n * max - 3n)
  })

  it('passes over rows that lash passes over, whoever declared the table', async () => {
    const label = fc.constantFrom<Stored>(
      'turn',
      'turn',
      'a\0b',
      'a\0c',
      '5',
      5n,
      new Uint8Array([0x61]),
      null
    )
    const odd = fc.constantFrom<Stored>(1.5, 3, '4', '', 'many', '1e3', new Uint8Array([0x35]), null)
    const count = fc.oneof({ weight: 6, arbitrary: fc.bigInt(0n, 9n) }, odd)
    const row = fc.tuple(label, label, count, count, count, count)
    await fc.assert(
      fc.asyncProperty(declared, fc.array(row, { maxLength: 12 }), async (table, rows) => {
        const [store, storeMerge, recording, recordingMerge] = await bothWays(rows, table)
        expect(store).toEqual(storeMerge)
        expect(recording).toEqual(recordingMerge)
      }),
      { numRuns: 60 }
    )
    const [store] = await bothWays([
      ['turn', 'm', 1.5, 1n, 0n, 0n],
      ['turn', 'm', 'many', 1n, 0n, 0n],
      [new Uint8Array([1]), 'm', 1n, 1n, 0n, 0n],
      ['turn', 'm', '4', 3, 0n, 0n]
    ])
    expect(store).toHaveLength(1)
    expect(store?.[0]?.usage.input_tokens).toBe(4n)
  })
})

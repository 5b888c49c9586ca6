import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LedgerEntry } from '@shared/domain/model/head'
import { mergeRecordingRule, mergeStoreRule } from '@shared/domain/usage/ledger'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStore, type Store } from '../store/open-store'
import { usageRows } from '../store/rows'
import { tempFolder } from '../testing/temp-folder'
import { readLedgerSums } from './ledger-sums'

type Row = readonly (string | bigint | number | null | Uint8Array)[]

async function storeWith(rows: readonly Row[]): Promise<Store> {
  const path = join(tempFolder(), 'store.db')
  const db = new DatabaseSync(path)
  db.exec(`CREATE TABLE graph_nodes (seq INTEGER PRIMARY KEY AUTOINCREMENT, node_id TEXT NOT NULL UNIQUE,
      node_json TEXT NOT NULL, tombstoned INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE usage_deltas (seq INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, model TEXT NOT NULL,
      input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cached_input_tokens INTEGER NOT NULL,
      reasoning_tokens INTEGER NOT NULL);
    PRAGMA user_version = 15`)
  const insert = db.prepare(
    `INSERT INTO usage_deltas (source, model, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens)
     VALUES (?, ?, ?, ?, ?, ?)`
  )
  for (const row of rows) insert.run(...row)
  db.close()
  const store = await openStore(path)
  if (!store.ok) throw new Error(store.error.message)
  return store.value
}

async function bothWays(rows: readonly Row[]): Promise<readonly LedgerEntry[][]> {
  const store = await storeWith(rows)
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

  it('passes over rows that lash passes over', async () => {
    const [store, merged] = await bothWays([
      ['turn', 'm', 1.5, 1n, 0n, 0n],
      ['turn', 'm', 'many', 1n, 0n, 0n],
      [new Uint8Array([1]), 'm', 1n, 1n, 0n, 0n],
      ['turn', 'm', '4', 3, 0n, 0n],
      ['turn', 'm', 'none', 0n, 0n, 0n]
    ])
    expect(store).toEqual(merged)
    expect(store?.[0]?.usage.input_tokens).toBe(4n)
  })
})

import { isUtf8 } from 'node:buffer'
import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { RowMemory } from '@shared/domain/columns/row-memory'
import { keyOfId } from '@shared/domain/columns/row-scanner'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedColumns } from '../operations/columns'
import { readTombstoned } from '../operations/read-facts'
import { unwatched } from '../operations/watch'
import { Connection } from '../store/connection'
import { decodeRow } from '../store/decode-row'
import { findingsOf } from '../store/findings'
import { readGraphModel } from '../store/graph-model'
import { detectLayout, type StoreLayout } from '../store/layout'
import { openStore } from '../store/open-store'
import { RowReader, readRowsAt, type StoredRow } from '../store/row-batches'
import { type NodeRow, nodeCounts, nodeRowAt, nodeRows } from '../store/rows'
import { type RowRange, scanRows, verifyRows } from '../store/scan-rows'
import { seqRange } from '../store/seq-range'
import { readSession } from '../store/session'
import { type Declared, declared, type HostileRow, hostileRow, hostileStore } from '../testing/hostile-store'
import { hasSameRows, readOutline } from './outline-job'
import { columnIds } from './queries/row-ids'
import { askVerified } from './testing'
import { cardOf, readRow } from './view/card'

const key = [0x1234567, 0x89abcdef, 0x13579bd, 0x2468ace] as const

/** Asks `body` about a store of such rows that is open. */
function withStore(
  table: Declared,
  rows: readonly HostileRow[],
  body: (db: Connection, layout: StoreLayout, range: RowRange) => void
): void {
  const path = hostileStore(table, rows)
  const db = new Connection(path, 'immutable')
  try {
    const layout = detectLayout(db, path)
    if (!layout.ok) throw new Error(layout.error.message)
    expect(layout.value.era).toBe(table.era)
    const { first, last } = seqRange(db, layout.value) ?? { first: 1, last: 0 }
    body(db, layout.value, { path, as: 'immutable', era: table.era, after: first - 1, through: last })
  } finally {
    db.close()
  }
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

/** The rows as lash's own statements would tell them: live by `tombstoned = 0`, and JSON only where it is UTF-8 text. */
function storedRows(db: Connection): NodeRow[] {
  const rows = db.all(
    `SELECT seq, CAST(node_id AS BLOB), typeof(node_json) = 'text', CAST(node_json AS BLOB), tombstoned = 0
     FROM graph_nodes ORDER BY seq`
  )
  return rows.map(([seq, id, text, json, live]) => {
    const bytes = json instanceof Uint8Array ? json : new Uint8Array()
    return {
      seq: Number(seq),
      columnId: id instanceof Uint8Array ? lenient.decode(id) : '',
      json: text === 1n && isUtf8(bytes) ? lenient.decode(bytes) : undefined,
      tombstoned: live !== 1n,
      bytes: bytes.length
    }
  })
}

test('every reader tells the same rows, whatever stands in them and whichever release declared the table', () => {
  fc.assert(
    fc.property(declared, fc.array(hostileRow, { minLength: 1, maxLength: 60 }), (table, rows) => {
      withStore(table, rows, (db, layout, { after, through }) => {
        const stored = storedRows(db)
        expect([...nodeRows(db, layout)]).toEqual(stored)
        expect(stored.map(({ seq }) => nodeRowAt(db, seq))).toEqual(stored)
        const tombstoned = stored.filter((row) => row.tombstoned).length
        expect(nodeCounts(db, layout)).toEqual({ live: stored.length - tombstoned, tombstoned })

        const memory = new RowMemory()
        const told = (row: StoredRow): NodeRow => ({
          seq: row.seq,
          columnId: lenient.decode(row.readId()),
          json: row.text ? lenient.decode(memory.copy(row.from, row.to)) : undefined,
          tombstoned: row.tombstoned,
          bytes: row.to - row.from
        })
        for (const withIds of [true, false]) {
          const seen: NodeRow[] = []
          new RowReader(db, memory, withIds).read(after, through, (row) => seen.push(told(row)))
          expect(seen).toEqual(stored)
        }
        const seqs = stored.map(({ seq }) => seq)
        expect(Array.from(readRowsAt(db, memory, seqs), told)).toEqual(stored)
        expect(columnIds(db, { seq: Float64Array.from(seqs) }, [...seqs.keys()])).toEqual(
          stored.map(({ columnId }) => columnId)
        )
      })
    }),
    { numRuns: 60 }
  )
})

test('the passes find in rows what decoding finds, and in lost ones what SQLite reads of them', () => {
  fc.assert(
    fc.property(declared, fc.array(hostileRow, { minLength: 1, maxLength: 60 }), (table, rows) => {
      withStore(table, rows, (db, layout, range) => {
        const model = readGraphModel(db, layout)
        const stored = [...nodeRows(db, layout)]
        const part = scanRows({ job: 'scan', ...range, key })
        const keys = (id: string | undefined) => {
          const { low, high } = id === undefined ? { low: 0, high: 0 } : keyOfId(key, id)
          return [low, high]
        }
        const expected = model.rows.map(({ id, node, link }, at) => {
          const row = stored[at]
          if (row === undefined) throw new Error('the model has more rows than the store')
          const card = cardOf(readRow(row, layout.era), at)
          const lost = node === undefined
          return {
            seq: row.seq,
            kind: card.kind,
            bytes: row.bytes,
            tombstoned: row.tombstoned,
            lost,
            id: keys(node?.node_id ?? id),
            parent: keys(lost ? (link.kind === 'parent' ? link.id : undefined) : node.parent_node_id)
          }
        })
        const found = Array.from({ length: part.count }, (_, at) => ({
          seq: part.seq[at],
          kind: nodeKinds[part.kind[at] ?? 0],
          bytes: part.bytes[at],
          tombstoned: ((part.flags[at] ?? 0) & NodeFlag.tombstoned) !== 0,
          lost: ((part.flags[at] ?? 0) & NodeFlag.undecodable) !== 0,
          id: [part.idLow[at], part.idHigh[at]],
          parent: [part.parentLow[at], part.parentHigh[at]]
        }))
        expect(found).toEqual(expected)
        expect(stored.map(({ json }) => decodeRow(json, layout.era).ok)).toEqual(
          expected.map(({ lost }) => !lost)
        )

        const hidden = stored.filter(({ tombstoned }) => tombstoned)
        expect(readOutline({ job: 'outline', ...range }).tombstoned).toEqual(hidden.map(({ seq }) => seq))
        expect(readTombstoned(db, layout).map(({ seq, id, bytes }) => [Number(seq), id, bytes])).toEqual(
          hidden.map(({ seq, columnId, bytes }) => [seq, columnId, bytes])
        )
        const columns = namedColumns(db, layout, undefined, undefined, unwatched)
        expect(columns.columnIds).toEqual(stored.map(({ columnId }) => columnId))
        expect(hasSameRows(columns.index, readOutline({ job: 'outline', ...range }))).toBe(true)

        const renamed = model.rows.flatMap(({ id, node }, at) =>
          node === undefined || node.node_id === id ? [] : [[at, node.node_id] as const]
        )
        expect(verifyRows({ job: 'verify', ...range, key }).renamed).toEqual(renamed)
      })
    }),
    { numRuns: 60 }
  )
})

test('the window finds in a store what inspect finds, whatever stands in its rows', async () => {
  const leaf = fc.option(fc.constantFrom('a', 'b', 'c', 'n\0l'), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(declared, fc.array(hostileRow, { maxLength: 20 }), leaf, async (table, rows, leaf) => {
      const path = hostileStore(table, rows, leaf)
      const found = await askVerified(path, (window, store) => window.handlers['findings/read']({ store }))
      const store = await openStore(path)
      if (!store.ok) throw new Error(store.error.message)
      const session = await store.value.read((db) => readSession(db, store.value.layout))
      await store.value.close()
      expect(found).toEqual(session.ok ? findingsOf(store.value, session.value) : undefined)
    }),
    { numRuns: 12 }
  )
})

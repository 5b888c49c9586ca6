import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Connection } from '../store/connection'
import { tempFolder } from '../testing/temp-folder'
import { RowReader } from './row-batches'

interface Stored {
  readonly json: string | Uint8Array
  readonly id: string
  readonly tombstoned: boolean
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', 'a\u0000b', 'a\u001eb', 'not \ufffd UTF-8?', 'x'.repeat(70_000), '€'.repeat(300))
)
const broken = fc.constantFrom(Uint8Array.of(0x22, 0xff, 0x22), Uint8Array.of(0xf0, 0x9f, 0x98, 0x22))
const rows = fc.array(
  fc.record({
    json: fc.oneof({ arbitrary: text, weight: 12 }, { arbitrary: broken, weight: 1 }),
    id: fc.string({ unit: 'binary', maxLength: 5 }),
    tombstoned: fc.boolean()
  }),
  { minLength: 1, maxLength: 130 }
)

/** Bytes that are no text are stored as a text that is no UTF-8 in every second row, else as a BLOB. */
function store(stored: readonly Stored[]): string {
  const path = join(tempFolder(), 'rows.db')
  const db = new DatabaseSync(path)
  db.exec(
    'CREATE TABLE graph_nodes (seq INTEGER PRIMARY KEY, node_id TEXT, node_json TEXT, tombstoned INTEGER)'
  )
  const asIs = db.prepare('INSERT INTO graph_nodes VALUES (?, ?, ?, ?)')
  const asText = db.prepare('INSERT INTO graph_nodes VALUES (?, ?, CAST(? AS TEXT), ?)')
  db.exec('BEGIN')
  stored.forEach(({ json, id, tombstoned }, at) => {
    const insert = at % 2 === 0 ? asText : asIs
    insert.run(at * 3 + 1, id, json, tombstoned ? 1 : 0)
  })
  db.exec('COMMIT')
  db.close()
  return path
}

test('rows come in batches as they are stored, whatever stands in them', () => {
  fc.assert(
    fc.property(rows, (stored) => {
      const connection = new Connection(store(stored), 'immutable')
      const seen: unknown[] = []
      new RowReader(connection).read(0, stored.length * 3, (row) => {
        const json = Buffer.from(row.json.subarray(row.from, row.to))
        const id = Buffer.from(row.ids.subarray(row.idFrom, row.idTo))
        seen.push([row.seq, json.toString('hex'), id.toString('hex'), row.tombstoned, row.text])
      })
      connection.close()
      expect(seen).toEqual(
        stored.map(({ json, id, tombstoned }, at) => {
          const isText = typeof json === 'string'
          return [
            at * 3 + 1,
            Buffer.from(isText ? Buffer.from(json) : json).toString('hex'),
            Buffer.from(id).toString('hex'),
            tombstoned,
            isText
          ]
        })
      )
    }),
    { numRuns: 60 }
  )
})

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { RowMemory } from '@shared/domain/columns/row-memory'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder'
import { Connection } from './connection'
import { RowReader } from './row-batches'

interface Stored {
  /** How far its number lies behind the one before. */
  readonly step: number
  readonly json: string | Uint8Array | null
  readonly id: string
  readonly tombstoned: boolean
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', 'a\u0000b', 'a\u001eb', 'not \ufffd UTF-8?', 'x'.repeat(70_000), '€'.repeat(300))
)
const broken = fc.constantFrom(
  Uint8Array.of(0x22, 0xff, 0x22),
  Uint8Array.of(0xf0, 0x9f, 0x98, 0x22),
  Uint8Array.of(0x61, 0x1e, 0xff),
  null
)
const rows = fc.array(
  fc.record({
    step: fc.oneof(
      { arbitrary: fc.constant(1), weight: 8 },
      fc.integer({ min: 2, max: 9 }),
      fc.constant(5000)
    ),
    json: fc.oneof({ arbitrary: text, weight: 12 }, { arbitrary: broken, weight: 2 }),
    id: fc.string({ unit: 'binary', maxLength: 5 }),
    tombstoned: fc.boolean()
  }),
  { minLength: 1, maxLength: 130 }
)

/** As lash declares `seq`, and as another program may: then the table does not lie in its order. */
const declaration = fc.constantFrom(
  'INTEGER PRIMARY KEY',
  'INTEGER PRIMARY KEY DESC',
  'INTEGER',
  'INTEGER UNIQUE'
)

const numbered = (stored: readonly Stored[]) => {
  let seq = 0
  return stored.map((row) => {
    seq += row.step
    return { ...row, seq }
  })
}
type Numbered = ReturnType<typeof numbered>[number]

/**
 * Bytes that are no text are stored as a text that is no UTF-8 in every second row, else as a BLOB. The last row is
 * stored first.
 */
function store(stored: readonly Numbered[], seqColumn: string): string {
  const path = join(tempFolder(), 'rows.db')
  const db = new DatabaseSync(path)
  db.exec(`CREATE TABLE graph_nodes (seq ${seqColumn}, node_id TEXT, node_json TEXT, tombstoned INTEGER)`)
  const asIs = db.prepare('INSERT INTO graph_nodes VALUES (?, ?, ?, ?)')
  const asText = db.prepare('INSERT INTO graph_nodes VALUES (?, ?, CAST(? AS TEXT), ?)')
  db.exec('BEGIN')
  stored.toReversed().forEach(({ seq, json, id, tombstoned }, at) => {
    const insert = at % 2 === 0 ? asText : asIs
    insert.run(seq, id, json, tombstoned ? 1 : 0)
  })
  db.exec('COMMIT')
  db.close()
  return path
}

const hex = (bytes: Uint8Array | string | null) => Buffer.from(bytes ?? '').toString('hex')

test('rows come in batches as they are stored, whatever stands in them and however they are numbered', () => {
  fc.assert(
    fc.property(rows.map(numbered), declaration, fc.boolean(), (stored, seqColumn, withIds) => {
      const connection = new Connection(store(stored, seqColumn), 'immutable')
      const seen: unknown[] = []
      const memory = new RowMemory()
      new RowReader(connection, memory, withIds).read(0, stored.at(-1)?.seq ?? 0, (row) => {
        seen.push([row.seq, hex(memory.copy(row.from, row.to)), row.tombstoned, row.text, hex(row.readId())])
      })
      connection.close()
      expect(seen).toEqual(
        stored.map(({ seq, json, id, tombstoned }) => [
          seq,
          hex(json),
          tombstoned,
          typeof json === 'string',
          hex(id)
        ])
      )
    }),
    { numRuns: 100 }
  )
})

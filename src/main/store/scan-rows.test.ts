import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { joinParts, PartBuilder } from '@shared/domain/columns/index-part'
import { joinLikenesses, LikenessBuilder } from '@shared/domain/columns/likeness-part'
import { RowScanner } from '@shared/domain/columns/row-scanner'
import { encodeNode } from '@shared/domain/model/decode'
import { nodes as anyNode } from '@shared/domain/model/node.arbitrary'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder'
import { fullDecoder } from './full-decoder'
import { type RowRange, scanRows, verifyRows } from './scan-rows'

const key = [0x1234567, 0x89abcdef, 0x13579bd, 0x2468ace] as const

/** How a row is stored: as lash writes it, so that it needs the full decoder, or so that it does not decode. */
type Form = 'lash' | 'spaced' | 'blob' | 'empty' | 'not UTF-8'

interface Stored {
  readonly seq: number
  readonly id: string
  readonly json: Uint8Array
  readonly form: Form
}

/** Rows around the size above which they are read alone among them, some with gaps before them. */
const rows = fc
  .array(
    fc.record({
      node: anyNode,
      padding: fc.oneof(fc.constant(0), fc.integer({ min: 65_400, max: 65_700 }), fc.constant(200_000)),
      form: fc.constantFrom<Form[]>('lash', 'lash', 'spaced', 'blob', 'empty', 'not UTF-8'),
      step: fc.constantFrom(1, 1, 1, 1, 3, 200)
    }),
    { minLength: 1, maxLength: 110 }
  )
  .map((given) => {
    let seq = 0
    return given.map(({ node, padding, form, step }): Stored => {
      seq += step
      const json = encodeNode({ ...node, timestamp: node.timestamp + 'x'.repeat(padding) })
      return { seq, id: node.node_id, json: bytesIn(form, json), form }
    })
  })

function bytesIn(form: Form, json: string): Uint8Array {
  if (form === 'empty') return new Uint8Array()
  if (form === 'not UTF-8') return Buffer.concat([Buffer.from(json), Uint8Array.of(0xff)])
  return Buffer.from(form === 'spaced' ? ` ${json}` : json)
}

function store(stored: readonly Stored[]): RowRange {
  const path = join(tempFolder(), 'rows.db')
  const db = new DatabaseSync(path)
  db.exec(
    'CREATE TABLE graph_nodes (seq INTEGER PRIMARY KEY, node_id TEXT, node_json TEXT, tombstoned INTEGER)'
  )
  const asBlob = db.prepare('INSERT INTO graph_nodes VALUES (?, ?, ?, 0)')
  const asText = db.prepare('INSERT INTO graph_nodes VALUES (?, ?, CAST(? AS TEXT), 0)')
  db.exec('BEGIN')
  for (const { seq, id, json, form } of stored) (form === 'blob' ? asBlob : asText).run(seq, id, json)
  db.exec('COMMIT')
  db.close()
  return { path, as: 'immutable', era: 'a1', after: 0, through: stored.at(-1)?.seq ?? 0 }
}

/** What is found in rows that are laid down and read one by one, each by a scanner of its own. */
function oneByOne(stored: readonly Stored[]) {
  const part = new PartBuilder()
  const likenesses = new LikenessBuilder()
  for (const { seq, id, json, form } of stored) {
    const scanner = new RowScanner(fullDecoder('a1'), key)
    const ids = Buffer.from(id)
    const from = scanner.memory.put(json, ids)
    const to = from + json.length
    const text = form !== 'blob' && form !== 'not UTF-8'
    const place = { from, to, idFrom: to, idTo: to + ids.length }
    const decodes = scanner.read({ seq, tombstoned: false, text, ...place, readId: () => ids })
    part.add(scanner)
    likenesses.add(seq, decodes ? scanner.likeness() : undefined)
  }
  // joined, the columns have no room behind them
  return { part: joinParts([part.finish()]), likeness: joinLikenesses([likenesses.finish()]) }
}

test('rows are found to be the same in a pass as each by itself, whatever their size and form', () => {
  fc.assert(
    fc.property(rows, (stored) => {
      const range = store(stored)
      const expected = oneByOne(stored)
      expect(joinParts([scanRows({ job: 'scan', ...range, key })])).toEqual(expected.part)
      expect(joinLikenesses([verifyRows({ job: 'verify', ...range, key })])).toEqual(expected.likeness)
    }),
    { numRuns: 50 }
  )
})

import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { encodeHead, encodeNode } from '@shared/domain/model/decode'
import type { SessionHead } from '@shared/domain/model/head'
import type { SessionNode } from '@shared/domain/model/node'
import { nodes as anyNode } from '@shared/domain/model/node.arbitrary'
import { arbitraryEvent } from '@shared/testing/arbitrary-graph'
import fc from 'fast-check'
import { ALPHA1_SCHEMA } from '../store/alpha1-schema'
import type { Era } from '../store/layout'
import { tempFolder } from './temp-folder'

/** A value of a column; `asText` = bytes that are stored as text, whether or not they are UTF-8. */
export type Stored = SQLInputValue | { readonly asText: Uint8Array }

/** A row of `graph_nodes` as anything may have written it. */
export interface HostileRow {
  /** How far its number lies behind the one before. */
  readonly step: number
  readonly id: Stored
  readonly json: Stored
  readonly mark: Stored
}

/** Who declared the tables: a release of an era, or a program that gives its columns no types. */
export interface Declared {
  readonly era: Era
  readonly typed: boolean
}

export const declared: fc.Arbitrary<Declared> = fc.record({
  era: fc.constantFrom<Era>('a1', 'a2-a3', 'a4-a7', 'a8-a9'),
  typed: fc.boolean()
})

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const text = (value: string): Uint8Array => new TextEncoder().encode(value)
/** A lone surrogate, and half a character: as text neither is UTF-8. */
const broken = fc.constantFrom(
  bytes(0x61, 0xed, 0xa0, 0x80),
  bytes(0xf0, 0x9f, 0x98),
  bytes(0xff, 0x1e, 0x22)
)

const marks = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Stored>(0n, 0n, 0) },
  fc.constantFrom<Stored>(
    ...[1n, 1, 2, -1, 0.5, -0, 2n ** 63n - 1n, -(2n ** 63n), null],
    ...['0', '1', '', ' 0', '0.0', '-0', 'no', '0x0', '0\0', 'false'],
    ...[bytes(), bytes(0x30), bytes(0)]
  )
)

const ids = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  '5',
  '5.0',
  'q"uote',
  'ü\n',
  'n\0l',
  's\u001ep',
  '\ufeffb',
  '\ufffd',
  ''
)
const columnIds: fc.Arbitrary<Stored> = fc.oneof(
  { weight: 8, arbitrary: ids },
  fc.constantFrom<Stored>(5n, 5, 5.5, 2n ** 63n - 1n, null, bytes(), bytes(0x61), bytes(0xff)),
  broken.map((asText) => ({ asText }))
)

/** Nodes of few ids, so that parents are met. */
const node = fc
  .tuple(
    fc.oneof(
      anyNode,
      arbitraryEvent.map((event): SessionNode => ({ node_id: '', timestamp: '', kind: 'event', event }))
    ),
    ids,
    fc.option(ids, { nil: undefined })
  )
  .map(([{ parent_node_id: _, ...rest }, node_id, parent]): SessionNode => {
    const given = { ...rest, node_id }
    return parent === undefined ? given : { ...given, parent_node_id: parent }
  })

/** Members that a reader may take for others, or may not get past. */
const ODD_MEMBERS = [
  '"node_id":"x"',
  '"parent_node_id":"b"',
  '"parent_node_id":null',
  '"parent_node_id":5',
  '"parent_node_id":5.0',
  '"parent_node_id":1e2',
  '"parent_node_id":9223372036854775807',
  '"parent_node_id":9223372036854775808',
  '"parent_node_id":true',
  '"parent_node_id":["a"]',
  '"parent_node_id":{"parent_node_id":"b"}',
  String.raw`"parent\u005fnode_id":"a"`,
  String.raw`"node\u005fid":"a"`,
  String.raw`"\u006bind":"plugin"`,
  String.raw`"parent_node_id":"\u0061"`,
  String.raw`"parent_node_id":"\ud83d"`,
  String.raw`"parent_node_id":"\ud83d\ude00"`,
  String.raw`"parent_node_id":"a\u0000b"`,
  String.raw`"\ud83d":1`,
  '"__proto__":{"parent_node_id":"a"}',
  '"timestamp":"again"',
  '"kind":"event"',
  '"x":1e999',
  '"x":-0',
  '"x":1.0',
  '"x":18446744073709551616',
  '"x":0x1F',
  '"x":+1',
  '"x":.5',
  '"x":Infinity',
  '"x":NaN',
  "'x':1",
  'x:1',
  '/* no JSON */"x":1',
  '"x":1,',
  '"x":"\t"',
  '"x":"\0"',
  ...[100, 125, 126, 127, 200, 999, 1000, 1001].map((deep) => `"x":${'['.repeat(deep)}${']'.repeat(deep)}`)
]

type Change = (json: string) => string
/** One character taken out, doubled or replaced. */
const slip = fc
  .tuple(fc.nat(), fc.constantFrom('', '"', ',', '{', '}', ']', '1', '\\', 'null', '"kind":"plugin",'))
  .map(
    ([position, insert]): Change =>
      (json) => {
        const at = position % Math.max(1, json.length)
        return json.slice(0, at) + insert + json.slice(at + (position % 2))
      }
  )
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: slip },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...ODD_MEMBERS).map(
      (member): Change =>
        (json) =>
          `{${member},${json.slice(1)}`
    )
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...ODD_MEMBERS).map(
      (member): Change =>
        (json) =>
          `${json.slice(0, -1)},${member}}`
    )
  },
  fc.constantFrom<Change>(
    (json) => json.slice(0, -3),
    (json) => ` ${json}\n`,
    (json) => `\ufeff${json}`,
    (json) => `${json}\0`,
    (json) => `${json}\0garbage`,
    (json) => `${json}garbage`,
    (json) => `[${json}]`,
    (json) => json.replace('"kind"', '"kinds"'),
    (json) => json.replace('"kind"', String.raw`"k\u0069nd"`),
    (json) => json.replace('"parent_node_id"', String.raw`"p\u0061rent_node_id"`),
    (json) => json.replace(/"parent_node_id":"[^"\\]+"/u, '"parent_node_id":5'),
    (json) => json.replaceAll(':', ': '),
    (json) => json.replaceAll(/[a-z]/gu, (letter) => (letter === 'q' ? String.raw`\u0071` : letter)),
    () => '',
    () => 'null',
    () => '{}',
    () => '5',
    () => '"text"',
    () => '[]'
  )
)

const jsonText = fc
  .tuple(node, fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(change, { maxLength: 3 })))
  .map(([node, changes]) => changes.reduce((json, change) => change(json), encodeNode(node)))

const jsonColumn: fc.Arbitrary<Stored> = fc.oneof(
  { weight: 12, arbitrary: jsonText },
  jsonText.map(text),
  fc.tuple(jsonText, broken).map(([json, end]) => ({ asText: Buffer.concat([text(json), end]) })),
  fc.tuple(jsonText, broken).map(([json, start]) => ({ asText: Buffer.concat([start, text(json)]) })),
  fc.constantFrom<Stored>(null, 5n, 5, 5.5, bytes(), bytes(0x7b, 0x7d), bytes(0x0c))
)

export const hostileRow: fc.Arbitrary<HostileRow> = fc.record({
  step: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, fc.constantFrom(2, 300)),
  id: columnIds,
  json: jsonColumn,
  mark: marks
})

/** What alpha.2 and later changed of the tables (store-versions.md §1.1). */
const ERA_CHANGES: Readonly<Record<Era, string>> = {
  a1: '',
  'a2-a3': 'ALTER TABLE session_meta ADD COLUMN relation_json TEXT;',
  'a4-a7': `ALTER TABLE session_meta ADD COLUMN relation_json TEXT;
    CREATE TABLE runtime_turn_checkpoints (turn_id TEXT);`,
  'a8-a9': `ALTER TABLE session_meta ADD COLUMN relation_json TEXT;
    ALTER TABLE session_meta DROP COLUMN parent_session_id;`
}

const UNTYPED = `DROP TABLE graph_nodes; DROP TABLE usage_deltas;
  CREATE TABLE graph_nodes (seq INTEGER PRIMARY KEY, node_id, node_json, tombstoned);
  CREATE TABLE usage_deltas (seq INTEGER PRIMARY KEY, source, model, input_tokens, output_tokens, cached_input_tokens,
    reasoning_tokens);`

const HEAD: SessionHead = {
  session_id: 's',
  head_revision: 1n,
  config: { provider_id: 'p', configured_model: 'm', context_window: 0n, execution_mode: 'standard' },
  graph_node_count: 0n,
  token_ledger: []
}

/** Opens a new file with the tables of an era, in a folder that is taken away after the test. */
export function newStore({ era, typed }: Declared): { readonly path: string; readonly db: DatabaseSync } {
  const path = join(tempFolder(), 'store.db')
  const db = new DatabaseSync(path)
  db.exec(`${ALPHA1_SCHEMA} ${ERA_CHANGES[era]} ${typed ? '' : UNTYPED} PRAGMA user_version = 15`)
  return { path, db }
}

/** Writes rows, as far as the table takes them, below a head that names `leaf`. @returns the file */
export function hostileStore(table: Declared, rows: readonly HostileRow[], leaf?: string): string {
  const { path, db } = newStore(table)
  const head = encodeHead({ ...HEAD, ...(leaf === undefined ? {} : { leaf_node_id: leaf }) })
  db.prepare('INSERT INTO session_head VALUES (1, ?, ?, 1)').run(HEAD.session_id, head)
  db.exec('BEGIN')
  let seq = 0
  for (const { step, id, json, mark } of rows) {
    seq += step
    insert(db, 'graph_nodes', [seq, id, json, mark])
  }
  db.exec('COMMIT')
  db.close()
  return path
}

/** Inserts a row where the constraints of its table allow it. */
export function insert(db: DatabaseSync, table: string, values: readonly Stored[]): void {
  const places = values.map((value) => (isBytesAsText(value) ? 'CAST(? AS TEXT)' : '?'))
  const given = values.map((value) => (isBytesAsText(value) ? value.asText : value))
  db.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${places.join(', ')})`).run(...given)
}

const isBytesAsText = (value: Stored): value is { readonly asText: Uint8Array } =>
  typeof value === 'object' && value !== null && 'asText' in value

import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { graphOf } from '@shared/domain/graph/node'
import { decodeHead, decodeNode } from '@shared/domain/model/decode'
import type { SessionNode } from '@shared/domain/model/node'
import { expect, it } from 'vitest'
import { copyFixture, type Fixture, fixtures } from '../../../main/testing/fixtures'
import { tempFolder } from '../../../main/testing/temp-folder'
import { analyseOrphans, type OrphanInput, type OrphanReport } from './analyse'

/** orphans.md, "What it gives on the runtime fixtures": nodes, path, copies, variants, unique. */
const TABLE: readonly (readonly [string, readonly number[]])[] = [
  ['coding-chat/store.db', [67, 43, 24, 0, 0]],
  ['failures/store.db', [52, 29, 23, 0, 0]],
  ['progress-commits/store.db', [29, 20, 9, 0, 0]],
  ['crash-mid-turn/store.db', [33, 17, 16, 0, 0]],
  ['branching/store.db', [51, 14, 8, 0, 29]],
  ['compaction-auto/20260514_093414.db', [58, 10, 12, 0, 36]],
  ['park-keepall/store.db', [36, 15, 12, 0, 9]],
  ['heal-trim-hazard/before.db', [27, 0, 0, 0, 27]],
  ['rlm/store.db', [51, 9, 22, 0, 20]],
  ['subagents/20260516_093016.db', [16, 5, 6, 0, 5]],
  ['observational-memory/store.db', [25, 13, 8, 0, 4]]
]

/** Reasons of the work branches, in node order of their tops. */
const REASONS: readonly (readonly [string, readonly string[]])[] = [
  ['coding-chat/store.db', []],
  ['branching/store.db', ['retried-question']],
  ['branching/after-branch-1.db', ['left-behind']],
  ['compaction-auto/20260514_093414.db', ['compacted', 'compacted']],
  ['park-keepall/store.db', ['retried-question']],
  ['rlm/store.db', ['rlm-history', 'rlm-history', 'rlm-history', 'rlm-history', 'rlm-history']],
  ['observational-memory/store.db', ['plugin-state', 'plugin-state', 'plugin-state']]
]

/** The fixture and the file in it; some fixtures are there only where the shared folder is. */
function find(name: string): { fixture: Fixture; file: string } | undefined {
  const [folder = '', ...file] = name.split('/')
  const found = fixtures(`a1-runtime/${folder}`).find((each) => each.name === `a1-runtime/${folder}`)
  return found === undefined ? undefined : { fixture: found, file: file.join('/') }
}

const present = <T>(rows: readonly (readonly [string, T])[]): [string, T][] =>
  rows.flatMap(([name, expected]) => (find(name) ? [[name, expected]] : []))

function inputOf(name: string): OrphanInput {
  const found = find(name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  using copy = copyFixture(found.fixture)
  return inputAt(join(copy.folder, found.file))
}

function inputAt(path: string): OrphanInput {
  const db = new DatabaseSync(path, { readOnly: true })
  const rows = db.prepare('SELECT node_json FROM graph_nodes WHERE tombstoned = 0 ORDER BY seq').all()
  const head = decodeHead(String(db.prepare('SELECT head_json FROM session_head').get()?.head_json))
  db.close()
  const nodes: SessionNode[] = []
  const bytes: number[] = []
  for (const { node_json } of rows) {
    const decoded = decodeNode(String(node_json))
    if (!decoded.ok) continue
    nodes.push(decoded.value)
    bytes.push(Buffer.byteLength(String(node_json)))
  }
  return { graph: graphOf(nodes, head.ok ? head.value.leaf_node_id : undefined), bytes, lost: new Map() }
}

const reportOf = (name: string): OrphanReport => analyseOrphans(inputOf(name))

it('reproduces the table of orphans.md on the fixtures that are present', () => {
  for (const [name, expected] of present(TABLE)) {
    const { classes, counts } = reportOf(name)
    const path = classes.filter((orphanClass) => orphanClass === undefined).length
    const found = [classes.length, path, counts.copies, counts.variants, counts.unique]
    expect(found, name).toEqual(expected)
  }
})

it('tells why their branches are off the path', () => {
  for (const [name, expected] of present(REASONS)) {
    const work = reportOf(name).branches.filter((branch) => branch.class === 'work')
    expect(
      work.map(({ code }) => code),
      name
    ).toEqual(expected)
  }
})

it('explains the bundled sample: one compaction, one retried question, one other answer, else copies', () => {
  const folder = tempFolder()
  copyFileSync('resources/sample/sample.db', join(folder, 'sample.db'))
  const { branches } = analyseOrphans(inputAt(join(folder, 'sample.db')))
  const codes = branches.filter((branch) => branch.class === 'work').map(({ code }) => code)
  expect(codes).toEqual(['compacted', 'other-answer', 'retried-question'])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { graphOf } from '@shared/domain/graph/node'
import { decodeHead, decodeNode } from '@shared/domain/model/decode'
import type { SessionNode } from '@shared/domain/model/node'
import { analyseOrphans, type OrphanReport } from '@shared/domain/orphans/analyse'
import type { LostRow } from '@shared/domain/orphans/context'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GenerateOptions, generateStore } from './generate'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lash-generate-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function reportOn(options: Omit<GenerateOptions, 'out'>): OrphanReport {
  const out = join(folder, 'store.db')
  generateStore({ ...options, out })
  const db = new DatabaseSync(out)
  const head = decodeHead(String(db.prepare('SELECT head_json FROM session_head').get()?.head_json))
  const nodes: SessionNode[] = []
  const lost = new Map<string, LostRow>()
  for (const row of db.prepare('SELECT * FROM graph_nodes ORDER BY seq').all()) {
    const node = decodeNode(String(row.node_json))
    if (row.tombstoned === 1) lost.set(String(row.node_id), 'tombstoned')
    else if (node.ok) nodes.push(node.value)
    else lost.set(String(row.node_id), 'undecodable')
  }
  db.close()
  const leaf = head.ok ? head.value.leaf_node_id : undefined
  return analyseOrphans({ graph: graphOf(nodes, leaf), bytes: nodes.map(() => 1), lost })
}

const codesOf = ({ branches }: OrphanReport): Set<string> => new Set(branches.map(({ code }) => code))

it('bushy: copies as the runtime makes them beside questions asked anew', () => {
  const report = reportOn({ shape: 'bushy', size: 3000, seed: 1 })
  expect(report.counts.copies).toBeGreaterThan(200)
  expect(report.counts.unique).toBeGreaterThan(500)
  expect(codesOf(report)).toEqual(new Set(['runtime-copy', 'retried-question']))
})

it('wide: every branch is a question asked anew', () => {
  expect(codesOf(reportOn({ shape: 'wide', size: 3000, seed: 1 }))).toEqual(new Set(['retried-question']))
})

it('dust: half of the islands are cut off from a lost parent', () => {
  const { branches } = reportOn({ shape: 'dust', size: 3000, seed: 1 })
  const cutOff = branches.filter(({ code }) => code === 'cut-off').length
  expect(cutOff).toBeGreaterThan(branches.length * 0.4)
  expect(cutOff).toBeLessThan(branches.length * 0.6)
})

it('damage: each kind is told apart', () => {
  const damage = { undecodable: 2, tombstoned: 3, cycles: 4 }
  const { branches } = reportOn({ shape: 'wide', size: 100, seed: 1, damage })
  const evidence = branches.map((branch) => branch.evidence)
  expect(evidence.filter((text) => text.includes('which is undecodable'))).toHaveLength(2)
  expect(evidence.filter((text) => text.includes('which is tombstoned'))).toHaveLength(3)
  expect(branches.filter(({ code }) => code === 'cycle')).toHaveLength(4)
})

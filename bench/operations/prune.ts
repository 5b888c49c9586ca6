import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { systemFresh } from '../../src/main/operations/fresh'
import { makePlan } from '../../src/main/operations/make-plan'
import { openStore } from '../../src/main/store/open-store'
import { runWriter } from '../../src/main/writer/run-writer'
import { type EngineBench, MILLION } from '../engine/bench'
import { compare } from '../result'
import { pruneFloor } from './prune-floor'

/**
 * `prune`: half of a million nodes stand off the path; planned, kept in a rescue store, tombstoned and vacuumed, against
 * bare SQL that does the same and keeps the rows, too. Opening and the copies to work on are outside the timings.
 */
export const prune: EngineBench = {
  names: ['prune'],
  long: true,
  async run({ store, repeats }) {
    const work = mkdtempSync(join(tmpdir(), 'lash-bench-prune-'))
    const victim = join(work, 'store.db')
    const ours: number[] = []
    const floor: number[] = []
    for (let i = 0; i < repeats; i++) {
      halve(await store('long', MILLION), victim)
      floor.push(pruneFloor(victim, join(work, 'kept.db')))
      rmSync(join(work, 'kept.db'))
      halve(await store('long', MILLION), victim)
      ours.push(await planAndApply(victim, join(work, 'data')))
      rmSync(join(work, 'data'), { recursive: true })
    }
    rmSync(work, { recursive: true })
    return [compare({ name: 'prune', ours, floor }, 'ms', 1.5)]
  }
}

/** A copy whose head has been moved back to the middle of its spine. */
function halve(from: string, to: string): void {
  copyFileSync(from, to)
  const db = new DatabaseSync(to)
  db.exec(`
    WITH RECURSIVE path(id, parent, depth) AS (
      SELECT node_id, json_extract(node_json, '$.parent_node_id'), 0 FROM graph_nodes
      WHERE node_id = (SELECT json_extract(head_json, '$.leaf_node_id') FROM session_head)
      UNION ALL
      SELECT g.node_id, json_extract(g.node_json, '$.parent_node_id'), depth + 1
      FROM path JOIN graph_nodes g ON g.node_id = path.parent WHERE depth < ${MILLION / 2})
    UPDATE session_head SET head_json = json_set(head_json, '$.leaf_node_id',
      (SELECT id FROM path ORDER BY depth DESC LIMIT 1))`)
  db.close()
}

async function planAndApply(path: string, dataFolder: string): Promise<number> {
  const opened = await openStore(path)
  if (!opened.ok) throw new Error(opened.error.message)
  const { value: store } = opened
  const start = performance.now()
  const planned = await store.read((db) =>
    makePlan(
      { db, layout: store.layout, files: store.facts.files, path, fresh: systemFresh, now: new Date() },
      { kind: 'prune', choice: { by: 'all' }, vacuum: true, noPath: false, rlm: true }
    )
  )
  await store.close()
  if (!planned.ok) throw new Error(planned.error.message)
  if (!planned.value.ok) throw new Error(planned.value.error.message)
  const job = { plan: planned.value.value, dataFolder, unproven: false, loop: false, undoes: null, left: [] }
  const done = await runWriter(join(dirname(process.argv[1] ?? ''), 'writer.js'), job).answer
  const ms = performance.now() - start
  if (!done.ok) throw new Error(`${done.error.message} ${done.error.detail ?? ''}`)
  return ms
}

import { NodeFlag } from '@shared/domain/columns/columns'
import { isLive } from '@shared/domain/columns/link'
import { graphOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import { loadActivePath } from '@shared/domain/state/store-load'
import type { StoreModel } from '@shared/domain/state/store-model'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { manifestAfterBranch } from '@shared/operations/branch'
import type { Step } from '@shared/operations/plan'
import { playSteps } from '@shared/operations/play'
import { err, ok, type Result } from '@shared/result'
import { coreJson, coreOfGraphJson } from '../session-json/core-json'
import type { CheckpointReading } from '../store/checkpoint'
import type { PathLoadError } from '../store/path-load'
import type { GraphReading, SessionReading } from '../store/session'
import { type NamedColumns, nodeIdAt } from './columns'
import { condense } from './condense'
import type { Predicted } from './foretold'
import { liveRowOf, walkUp } from './head-ground'
import { COMPARED_ROWS } from './limits'
import { type FullFacts, modelOf } from './read-facts'
import type { SessionFacts } from './source'
import { type PlanWatch, unwatched } from './watch'

/**
 * The keys of CORE that the steps change, with their values afterwards: the steps are played in memory and both states
 * told by the functions of `inspect`. Long lists are condensed. Of a large store classes, branches and the message tree are
 * left out.
 */
export function predictCore(
  facts: FullFacts,
  session: SessionFacts,
  steps: readonly Step[],
  watch: PlanWatch = unwatched
): Predicted {
  if (steps.length === 0) return {}
  const before = modelOf(facts, session.head)
  const bytes = new Map(facts.rows.map((row) => [row.id, row.bytes]))
  for (const step of steps) {
    if (step.op !== 'add-rows') continue
    for (const row of step.rows) bytes.set(row.node_id, Buffer.byteLength(row.node_json))
  }
  const after = playSteps(before, steps)
  const tell = facts.rows.length > COMPARED_ROWS ? coreOfGraphJson : coreJson
  const told = (model: StoreModel, around: SessionFacts) => {
    watch.progress('foretelling', 0, 0)
    return tell(readingOf(model, bytes, around))
  }
  return changes(told(before, session), told(after, sessionAfter(session, after, steps)))
}

function changes(before: Json, after: Json): Predicted {
  const was = before instanceof Map ? before : new Map<string, Json>()
  const is: JsonObject = after instanceof Map ? after : new Map()
  const changed = [...is]
    .filter(([key, value]) => writeJson(value) !== writeJson(was.get(key) ?? null) || !was.has(key))
    .map(([key, value]): [string, unknown] => [key, plain(condense(value))])
  // the path-only load is told under one of two keys, and under none where it never returns
  const hasNew = [...is.keys()].some((key) => !was.has(key))
  const untold = hasNew ? [] : [...was.keys()].filter((key) => !is.has(key))
  return Object.fromEntries([...changed, ...untold.map((key) => [key, null])])
}

/** No number in CORE that a plan can change is beyond 2^53; larger ones are decimal strings there. */
export const plain = (value: Json): unknown => JSON.parse(writeJson(value))

/**
 * What pruning changes, told from columns: for stores too large to decode. Classes and branches are told only where
 * no orphan is left.
 * @param rows the rows that go, ascending
 */
export function predictPruned(
  columns: NamedColumns,
  orphan: (row: number) => boolean,
  rows: readonly number[],
  vacuum: boolean
): Predicted {
  const { count, flags } = columns.index
  const going = new Uint8Array(count)
  for (const row of rows) going[row] = 1
  const [nodes, orphans, hidden]: [string[], string[], string[]] = [[], [], []]
  for (let row = 0; row < count; row++) {
    if (going[row] === 1 || ((flags[row] ?? 0) & NodeFlag.tombstoned) !== 0) {
      if (!vacuum) hidden.push(columns.columnIds[row] ?? '')
      continue
    }
    if (!isLive(flags, row)) continue
    const id = nodeIdAt(columns, row)
    nodes.push(id)
    if (orphan(row)) orphans.push(id)
  }
  const told = {
    nodes: plain(condense(nodes)),
    orphans: plain(condense(orphans)),
    tombstoned: plain(condense(hidden))
  }
  if (orphans.length > 0) return told
  return { ...told, classes: { copies: 0, unique: 0, variants: 0 }, branches: [] }
}

/**
 * What moving the head changes, told from columns: for stores too large to decode. What is said on the new path stays
 * untold, since it would have to be read.
 */
export function predictMoved(columns: NamedColumns, steps: readonly Step[]): Predicted {
  const head = steps.find((step) => step.op === 'write-head')
  if (head === undefined) return {}
  const { count, flags, shadowed } = columns.index
  const path = head.leaf === null ? [] : walkUp(columns, liveRowOf(columns, head.leaf)).rows.toReversed()
  const onPath = new Uint8Array(count)
  for (const row of path) onPath[row] = 1
  const orphans: string[] = []
  for (let row = 0; row < count; row++) {
    if (isLive(flags, row) && onPath[shadowed.get(row) ?? row] === 0) orphans.push(nodeIdAt(columns, row))
  }
  return {
    revision: String(BigInt(head.revision) + 1n),
    leaf: head.leaf,
    heal: { changed: false, leaf: head.leaf },
    active_path: plain(condense(path.map((row) => nodeIdAt(columns, row)))),
    orphans: plain(condense(orphans))
  }
}

function readingOf(
  model: StoreModel,
  bytes: ReadonlyMap<string, number>,
  session: SessionFacts
): SessionReading {
  return {
    ...graphReading(model, bytes),
    ...session,
    ledger: [],
    usage: [],
    path: pathOnly(model)
  }
}

function graphReading(model: StoreModel, bytes: ReadonlyMap<string, number>): GraphReading {
  const nodes: SessionNode[] = []
  const sizes: number[] = []
  const tombstoned: string[] = []
  const undecodable: { id: string; reason: string }[] = []
  for (const row of model.rows) {
    if (row.tombstoned) tombstoned.push(row.id)
    else if (row.node === undefined) undecodable.push({ id: row.id, reason: '' })
    else {
      nodes.push(row.node)
      sizes.push(bytes.get(row.id) ?? 0)
    }
  }
  return {
    graph: graphOf(nodes, model.head?.leaf_node_id),
    bytes: sizes,
    tombstoned,
    undecodable,
    idsDiffer: []
  }
}

function pathOnly(model: StoreModel): Result<readonly SessionNode[], PathLoadError> {
  if (model.head === undefined) return ok([])
  const loaded = loadActivePath(model)
  if (loaded.ok) return ok(loaded.value?.graph.nodes ?? [])
  return loaded.error.kind === 'would-hang'
    ? err({ kind: 'cycle', columnIds: loaded.error.members })
    : err({ kind: 'fails', columnId: '', reason: '' })
}

function sessionAfter(before: SessionFacts, after: StoreModel, steps: readonly Step[]): SessionFacts {
  const head = after.head
  if (head === undefined || !steps.some((step) => step.op === 'write-head')) return before
  return {
    ...before,
    head: { revision: head.head_revision, json: undefined, head, undecodable: undefined },
    checkpoint: checkpointAfter(before, head.checkpoint_ref)
  }
}

/** A plan that writes another manifest writes the one of a branch, which names no snapshots. */
function checkpointAfter(before: SessionFacts, ref: string | undefined): CheckpointReading {
  if (ref === before.head?.head?.checkpoint_ref) return before.checkpoint
  return { checkpoint: manifestAfterBranch(before.checkpoint.checkpoint), blobs: [] }
}

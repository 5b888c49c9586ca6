import type { PathEnd } from '@shared/domain/graph/active-path'
import type { Finding } from './finding'

/** What a look over the rows of a graph has found. Ids are those of the column for rows, of the JSON for nodes. */
export interface GraphFacts {
  /** The leaf that the head names; `undefined` without a head or with none. */
  readonly leaf: string | undefined
  readonly path: PathEnd
  /** Node ids of the active path. */
  readonly onPath: ReadonlySet<string>
  readonly tombstoned: readonly string[]
  readonly undecodable: readonly { readonly id: string; readonly reason: string }[]
  /** Rows whose column names another id than their JSON. */
  readonly idsDiffer: readonly { readonly column: string; readonly json: string }[]
  readonly duplicateIds: readonly string[]
  readonly cycles: readonly (readonly string[])[]
  /** Loops without any message that have messages below: lash's message tree never returns from one. */
  readonly treeLoops: readonly (readonly string[])[]
  /** Nodes whose parent is not among the nodes, with the parent's id. */
  readonly lostParents: readonly { readonly id: string; readonly parent: string }[]
  /** What healing the leaf would choose, when the leaf does not resolve. */
  readonly healed: string | undefined
}

/** Everything wrong with a graph, worst first. */
export function graphFindings(facts: GraphFacts): Finding[] {
  return [
    ...cycles(facts),
    ...leafFindings(facts),
    ...cutPath(facts),
    ...undecodableRows(facts),
    ...islands(facts),
    ...strangeIds(facts),
    ...tombstones(facts)
  ]
}

function cycles({ cycles, onPath, treeLoops }: GraphFacts): Finding[] {
  const belowMessages = new Set(treeLoops.flat())
  return cycles.map((members) => {
    if (members.some((id) => onPath.has(id))) {
      return {
        code: 'cycle-on-path',
        severity: 'damage',
        message: `The parents of ${nodes(members)} form a loop that the active path runs into. lash never returns from such a session: do not open it with lash. Reading it here is safe; move the head to a node outside the loop, then prune it.`,
        ids: members
      }
    }
    if (members.some((id) => belowMessages.has(id))) {
      return {
        code: 'cycle-below-messages',
        severity: 'damage',
        message: `The parents of ${nodes(members)} form a loop off the active path, with messages below it. lash loads the session, but never returns when it builds the message tree. The active path is safe; prune the loop.`,
        ids: members
      }
    }
    return {
      code: 'cycle-off-path',
      severity: 'warning',
      message: `The parents of ${nodes(members)} form a loop off the active path. lash loads the session, but its message tree leaves out what is in and below the loop. The active path is safe; prune the loop to be rid of it.`,
      ids: members
    }
  })
}

/** The leaf names no node that lash loads. */
function leafFindings({ leaf, path, tombstoned, undecodable, healed }: GraphFacts): Finding[] {
  if (leaf === undefined || path.kind !== 'missing' || path.id !== leaf) return []
  const row = undecodable.find(({ id }) => id === leaf)
  const [code, what] = tombstoned.includes(leaf)
    ? ['leaf-tombstoned', 'is tombstoned']
    : row === undefined
      ? ['leaf-missing', 'is not in the store']
      : ['leaf-undecodable', `does not decode (${row.reason})`]
  const heal = healed === undefined ? 'no node at all' : `the last message, ${healed}`
  return [
    {
      code,
      severity: 'damage',
      message: `The head's leaf ${leaf} ${what}, so the active path is empty. The other rows are safe as long as lash does not resume the session: it may then delete every row off the path. Healing would choose ${heal}; heal here first.`,
      ids: [leaf]
    }
  ]
}

/** The path stops below a node that lash does not load. */
function cutPath({ leaf, path, onPath, tombstoned, undecodable, lostParents }: GraphFacts): Finding[] {
  if (path.kind !== 'missing' || path.id === leaf) return []
  const first = lostParents.find(({ id, parent }) => parent === path.id && onPath.has(id))
  const [code, what] = tombstoned.includes(path.id)
    ? ['interior-tombstoned', 'is tombstoned']
    : undecodable.some(({ id }) => id === path.id)
      ? ['interior-undecodable', 'does not decode']
      : ['lost-parent', 'is not in the store']
  return [
    {
      code,
      severity: 'damage',
      message: `The active path is cut above ${first === undefined ? 'its first node' : first.id}: its parent ${path.id} ${what}. What stands below is safe; what came before is out of the model's sight.`,
      ids: [path.id]
    }
  ]
}

function undecodableRows({ undecodable }: GraphFacts): Finding[] {
  const byReason = new Map<string, string[]>()
  for (const { id, reason } of undecodable) {
    const ids = byReason.get(reason) ?? []
    ids.push(id)
    byReason.set(reason, ids)
  }
  return [...byReason].map(([reason, ids]) => ({
    code: 'undecodable-row',
    severity: 'damage',
    message: `lash cannot decode ${rows(ids)} (${reason}) and skips ${ids.length === 1 ? 'it' : 'them'} without a word; the next full rewrite deletes ${ids.length === 1 ? 'it' : 'them'}. The raw text can still be read and copied here.`,
    ids
  }))
}

/** Nodes off the path whose parent is nowhere; that of the path's first node is told by `cutPath`. */
function islands({ lostParents, onPath }: GraphFacts): Finding[] {
  const ids = lostParents.filter(({ id }) => !onPath.has(id)).map(({ id }) => id)
  if (ids.length === 0) return []
  return [
    {
      code: 'lost-parent-off-path',
      severity: 'warning',
      message: `The parent of ${nodes(ids)} off the active path is not among the nodes that lash loads: such a branch is an island. Nothing on the active path is touched by it.`,
      ids
    }
  ]
}

function strangeIds({ idsDiffer, duplicateIds }: GraphFacts): Finding[] {
  const findings: Finding[] = []
  if (idsDiffer.length > 0) {
    findings.push({
      code: 'ids-differ',
      severity: 'warning',
      message: `In ${rows(idsDiffer.map(({ column }) => column))} the node_id column names another id than the JSON. The full load goes by the JSON, the path-only load by the column, so the two may show different paths; a full rewrite settles it.`,
      ids: idsDiffer.map(({ column }) => column)
    })
  }
  if (duplicateIds.length > 0) {
    findings.push({
      code: 'duplicate-ids',
      severity: 'warning',
      message: `Several rows hold the same id in their JSON (${rows(duplicateIds)} by id). The later row counts; lash cannot rewrite such a graph, because the ids must be unique.`,
      ids: duplicateIds
    })
  }
  return findings
}

function tombstones({ tombstoned }: GraphFacts): Finding[] {
  if (tombstoned.length === 0) return []
  return [
    {
      code: 'tombstoned-rows',
      severity: 'note',
      message: `${sentenceStart(rows(tombstoned))} tombstoned: hidden from lash until it vacuums or rewrites the graph, and only until then they can be restored.`,
      ids: tombstoned
    }
  ]
}

function nodes(ids: readonly string[]): string {
  return ids.length === 1 ? '1 node' : `${ids.length.toLocaleString('en-US')} nodes`
}

function rows(ids: readonly string[]): string {
  return ids.length === 1 ? '1 row' : `${ids.length.toLocaleString('en-US')} rows`
}

function sentenceStart(counted: string): string {
  return counted === '1 row' ? '1 row is' : `${counted} are`
}

import { DEFAULT_POLICY } from '@shared/domain/model/codec/state'
import type { SessionGraph } from '@shared/domain/model/node'
import { configOf } from '@shared/domain/state/session-commit'
import {
  EMPTY_STORE,
  type RowLink,
  rowOf,
  type StoreModel,
  type StoreRow
} from '@shared/domain/state/store-model'
import fc from 'fast-check'
import { arbitraryGraph } from './arbitrary-graph'

/** How a row of a random store differs from one that lash wrote. */
const damage = fc.constantFrom('none', 'none', 'none', 'tombstoned', 'undecodable', 'malformed' as const)

/**
 * Any store at all: random graphs, rows tombstoned, undecodable or no JSON at all, column ids that differ from the id
 * inside, heads that are missing or name no live row.
 */
export const arbitraryStore: fc.Arbitrary<StoreModel> = fc
  .record({
    graph: arbitraryGraph,
    damages: fc.array(damage, { minLength: 12, maxLength: 12 }),
    hasHead: fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0),
    skipped: fc.bigInt(0n, 3n)
  })
  .map(({ graph, damages, hasHead, skipped }) => {
    const rows = storedRows(graph, damages)
    const store = { ...EMPTY_STORE, rows, last_seq: BigInt(rows.length) + skipped }
    return hasHead ? { ...store, head: headOf(graph, rows.length) } : store
  })

function storedRows(graph: SessionGraph, damages: readonly string[]): StoreRow[] {
  const taken = new Set<string>()
  return graph.nodes.map((node, at) => {
    const row = rowOf(node, BigInt(at + 1))
    const id = taken.has(row.id) ? `${row.id}~${at}` : row.id
    taken.add(id)
    const named = { ...row, id }
    const { seq, tombstoned, link } = named
    const unreadable: RowLink = { kind: 'unreadable', reason: 'malformed JSON' }
    if (damages[at] === 'tombstoned') return { ...named, tombstoned: true }
    if (damages[at] === 'undecodable') return { seq, id, tombstoned, link }
    return damages[at] === 'malformed' ? { seq, id, tombstoned, link: unreadable } : named
  })
}

/** A head for a graph: its leaf, at some revision. */
export function headOf(graph: SessionGraph, count: number): NonNullable<StoreModel['head']> {
  return {
    session_id: 's-1',
    head_revision: 4n,
    config: configOf(DEFAULT_POLICY),
    graph_node_count: BigInt(count),
    token_ledger: [],
    ...(graph.leaf_node_id === undefined ? {} : { leaf_node_id: graph.leaf_node_id })
  }
}

import { NodeFlag } from '@shared/domain/columns/columns'
import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import { DEAD } from '@shared/domain/columns/link'
import { describeRuntimeError, type RuntimeError } from '@shared/domain/state/runtime-error'
import type { ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { counted } from '@shared/operations/words'
import { err, ok, type Result } from '@shared/result'
import { asNumber, Connection } from '../../store/connection'
import { storeRow } from '../../store/graph-model'
import { readHead } from '../../store/head'
import { detectLayout, type StoreEra } from '../../store/layout'
import { nodeRowAt } from '../../store/rows'
import type { RowRange } from '../../store/scan-rows'
import { readRow } from '../view/card'
import {
  type Hang,
  type Resident,
  residentOfAll,
  residentOfPath,
  type StoredLinks,
  type StoredLoop
} from './resident-rows'

/**
 * Foretells the runtime's next steps on a store from the columns of its whole graph; the store is read where a chain
 * runs through rows that do not decode or go by two ids, and for the ids that are named.
 */
export interface ResidencyJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'residency'
  readonly index: GraphIndex
}

/** What a resumed runtime would hold in each residency and what its next commits would do (store-format.md §11.6). */
export function readResidency(job: ResidencyJob): ResidencyReport {
  const connection = new Connection(job.path, job.as)
  try {
    const layout = detectLayout(connection, job.path)
    if (!layout.ok) throw new Error(layout.error.message)
    const head = readHead(connection, layout.value)?.head
    if (head === undefined) return { keepAll: NOTHING, activePathOnly: NOTHING }
    const teller = new Teller(job.index, connection, layout.value.era, head.leaf_node_id)
    return { keepAll: teller.keepAll(), activePathOnly: teller.activePathOnly() }
  } finally {
    connection.close()
  }
}

const NOTHING: ResidencySide = {
  nodes: 0,
  bytes: 0,
  leaf: null,
  refused: null,
  fallback: null,
  nextCommit: null,
  vanishOnPark: 0,
  vanishOnTurn: 0
}

/** Tells both sides of one store. */
class Teller {
  readonly #index: GraphIndex
  readonly #db: Connection
  readonly #era: StoreEra
  readonly #leaf: string | undefined
  /** Rows that a full load gives, and live rows that it leaves out since they do not decode. */
  readonly #full: { readonly nodes: number; readonly bytes: number; readonly unread: number }
  /** The first row whose id an earlier one has, or -1: a graph with one cannot be rewritten. */
  readonly #repeated: number

  constructor(index: GraphIndex, db: Connection, era: StoreEra, leaf: string | undefined) {
    this.#index = index
    this.#db = db
    this.#era = era
    this.#leaf = leaf
    this.#full = countFull(index)
    this.#repeated = firstRepeated(index.shadowed)
  }

  keepAll(): ResidencySide {
    const resident = residentOfAll(this.#index, this.#leaf !== undefined)
    if (!resident.ok) return this.#refused(resident.error)
    const { nodes, bytes, unread } = this.#full
    const rewrites = resident.value.healed !== undefined
    if (rewrites && this.#repeated >= 0)
      return this.#refused({ kind: 'duplicate-node-id', id: this.#idOf(this.#repeated) })
    return {
      ...this.#side(resident.value, nodes, bytes),
      vanishOnPark: rewrites ? unread : 0,
      vanishOnTurn: this.#vanishWithFull()
    }
  }

  activePathOnly(): ResidencySide {
    const resident = residentOfPath(this.#index, this.#leaf !== undefined, this.#links())
    if (!resident.ok) return this.#refused(resident.error)
    const rows = resident.value.rows ?? []
    const bytes = rows.reduce((sum, row) => sum + (this.#index.bytes[row] ?? 0), 0)
    const others = this.#full.nodes + this.#full.unread - rows.length
    const rewrites = resident.value.healed !== undefined
    return {
      ...this.#side(resident.value, rows.length, bytes),
      vanishOnPark: rewrites ? others : 0,
      // after healing the stored graph is another, so a turn loads it whole before it adds to it (§14.15)
      vanishOnTurn: rewrites ? this.#vanishWithStored() : others
    }
  }

  #side({ healed, pathLength }: Resident, nodes: number, bytes: number) {
    const leaf = healed === undefined ? this.#leaf : healed < 0 ? undefined : this.#idOf(healed)
    return {
      nodes,
      bytes,
      leaf: leaf ?? null,
      refused: null,
      fallback: fallbackWords(this.#leaf, leaf, pathLength),
      nextCommit: healed === undefined ? ('Unchanged' as const) : ('ReplaceFull' as const)
    }
  }

  /** Rows that go when a full load is written back; none where that fails. */
  #vanishWithFull(): number {
    return this.#repeated >= 0 ? 0 : this.#full.unread
  }

  /** The same with the leaf as it is stored, in whose loop the runtime may hang. */
  #vanishWithStored(): number {
    const { leafRow } = this.#index
    const hangs = leafRow >= 0 && !residentOfAll(this.#index, true).ok
    return hangs ? 0 : this.#vanishWithFull()
  }

  #refused(error: Hang | StoredLoop | RuntimeError): ResidencySide {
    return { ...NOTHING, refused: describeRuntimeError(this.#named(error)) }
  }

  #named(error: Hang | StoredLoop | RuntimeError): RuntimeError {
    switch (error.kind) {
      case 'hang':
        return { kind: 'would-hang', members: error.members.map((row) => this.#idOf(row)) }
      case 'stored-loop':
        return { kind: 'would-hang', members: error.members.map((row) => this.#columnOf(row)) }
      default:
        return error
    }
  }

  #links(): StoredLinks<RuntimeError> {
    return {
      leaf: () => this.#rowOfColumn(this.#leaf ?? ''),
      above: (row) => this.#above(row)
    }
  }

  #above(row: number): Result<number, RuntimeError> {
    const stored = nodeRowAt(this.#db, this.#index.seq[row] ?? -1)
    if (stored === undefined) return ok(-1)
    const { link, id } = storeRow(stored, this.#era)
    if (link.kind === 'unreadable') return err({ kind: 'row-unreadable', id, reason: link.reason })
    return ok(link.kind === 'none' ? -1 : this.#rowOfColumn(link.id))
  }

  #rowOfColumn(id: string): number {
    const found = this.#db.first('SELECT seq FROM graph_nodes WHERE node_id = ? AND tombstoned = 0', id)
    return found === undefined ? -1 : rowOfSeq(this.#index, asNumber(found[0]))
  }

  #columnOf(row: number): string {
    return nodeRowAt(this.#db, this.#index.seq[row] ?? -1)?.columnId ?? ''
  }

  #idOf(row: number): string {
    const stored = nodeRowAt(this.#db, this.#index.seq[row] ?? -1)
    return stored === undefined ? '' : (readRow(stored, this.#era).node?.node_id ?? stored.columnId)
  }
}

function countFull({ count, flags, bytes }: GraphIndex): { nodes: number; bytes: number; unread: number } {
  const counts = { nodes: 0, bytes: 0, unread: 0 }
  for (let row = 0; row < count; row++) {
    const flag = flags[row] ?? 0
    if (flag & NodeFlag.tombstoned) continue
    if (flag & DEAD) {
      counts.unread++
      continue
    }
    counts.nodes++
    counts.bytes += bytes[row] ?? 0
  }
  return counts
}

/** Every row that a later one shadows stands with the last of its id; the second of each id is where a rewrite fails. */
function firstRepeated(shadowed: ReadonlyMap<number, number>): number {
  const secondOf = new Map<number, number>()
  const firsts = new Set<number>()
  for (const [row, last] of [...shadowed].sort(([a], [b]) => a - b)) {
    if (!firsts.has(last)) {
      firsts.add(last)
      secondOf.set(last, last)
    } else if (secondOf.get(last) === last) secondOf.set(last, row)
  }
  let first = -1
  for (const row of secondOf.values()) if (first < 0 || row < first) first = row
  return first
}

/** In words, where the head's leaf does not resolve and the runtime goes on from another node. */
function fallbackWords(
  stored: string | undefined,
  leaf: string | undefined,
  pathLength: number
): string | null {
  if (stored === undefined || leaf === stored) return null
  return leaf === undefined
    ? `The leaf ${stored} does not resolve, and no message is left to go on from.`
    : `The leaf ${stored} does not resolve: the runtime loads the whole graph and goes on from the last message, ${leaf}, with a path of ${counted(pathLength, 'node')}.`
}

import { randomBytes, randomUUID } from 'node:crypto'
import { activePath, idsAt } from '@shared/domain/graph/active-path'
import type { Fresh } from '@shared/domain/graph/fresh'
import { describeRuntimeError } from '@shared/domain/state/runtime-error'
import { type Simulation, simulateCommit } from '@shared/domain/state/simulate'
import type { Residency } from '@shared/domain/state/state-graph'
import type { StoreModel } from '@shared/domain/state/store-model'
import type { ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { shortenId } from '@shared/text/short-id'
import { asNumber, asText, Connection } from '../../store/connection'
import { readGraphModel } from '../../store/graph-model'
import { detectLayout } from '../../store/layout'
import type { RowRange } from '../scan-job'

/** Plays the runtime's next steps on a store; takes memory for every node while it runs. */
export interface ResidencyJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'residency'
}

export function readResidency({ path, as }: ResidencyJob): ResidencyReport {
  const connection = new Connection(path, as)
  try {
    const layout = detectLayout(connection, path)
    if (!layout.ok) throw new Error(layout.error.message)
    const store = readGraphModel(connection, layout.value)
    const bytes = bytesById(connection)
    return {
      keepAll: sideOf(store, 'KeepAll', bytes),
      activePathOnly: sideOf(store, 'ActivePathOnly', bytes)
    }
  } finally {
    connection.close()
  }
}

function bytesById(connection: Connection): Map<string, number> {
  const rows = connection.each('SELECT node_id, octet_length(node_json) FROM graph_nodes')
  const bytes = new Map<string, number>()
  for (const [id, size] of rows) bytes.set(asText(id) ?? String(id), asNumber(size))
  return bytes
}

const fresh: Fresh = {
  freshHex: () => randomBytes(16).toString('hex'),
  freshUuid: () => randomUUID(),
  now: () => new Date().toISOString().replace('Z', '+00:00')
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

function sideOf(store: StoreModel, residency: Residency, bytes: ReadonlyMap<string, number>): ResidencySide {
  if (store.head === undefined) return NOTHING
  const play = (step: 'park' | 'turn') => simulateCommit({ store, residency, load: 'resume', step }, fresh)
  const parked = play('park')
  if (!parked.ok) return { ...NOTHING, refused: describeRuntimeError(parked.error) }
  const turned = play('turn')
  const { nodes, leaf_node_id: leaf } = parked.value.resident.session_graph
  return {
    nodes: nodes.length,
    bytes: nodes.reduce((sum, { node_id }) => sum + (bytes.get(node_id) ?? 0), 0),
    leaf: leaf ?? null,
    refused: null,
    fallback: fallbackOf(store, parked.value),
    nextCommit: parked.value.next_commit.kind,
    vanishOnPark: parked.value.vanished.live.length,
    vanishOnTurn: turned.ok ? turned.value.vanished.live.length : 0
  }
}

/** In words, where the head's leaf does not resolve and the runtime goes on from another node. */
function fallbackOf({ head }: StoreModel, { resident }: Simulation): string | null {
  const stored = head?.leaf_node_id
  const { session_graph: graph } = resident
  if (stored === undefined || graph.leaf_node_id === stored) return null
  const path = idsAt(graph.nodes, activePath(graph).positions)
  return graph.leaf_node_id === undefined
    ? `The leaf ${shortenId(stored)} does not resolve, and no message is left to go on from.`
    : `The leaf ${shortenId(stored)} does not resolve: the runtime loads the whole graph and goes on from the last message, ${shortenId(graph.leaf_node_id)}, with a path of ${path.length} nodes.`
}

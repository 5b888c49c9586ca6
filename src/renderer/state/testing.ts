import type { NodeColumns } from '@shared/domain/columns/columns'
import type {
  EnginePushes,
  GraphSummary,
  NodeCard,
  NodeDetail,
  StoreId,
  StoreOverview
} from '@shared/ipc/store'
import type { ShownStore } from './open-store'

/** What the engine says of a large store that it has opened, for tests that look at none of it. */
export const anOverview = (store: StoreId, path: string): StoreOverview => ({
  store,
  path,
  title: 'a session',
  era: 'a1',
  userVersion: 15,
  journalMode: 'wal',
  bytes: { db: 2 ** 30, wal: 0 },
  sessionId: 's',
  revision: '1',
  leaf: null,
  live: false,
  readOnly: null,
  tail: []
})

/** A store that is shown, before its graph has been read. */
export const aShownStore = (store: StoreId, path: string): ShownStore => ({
  kind: 'open',
  path,
  overview: anOverview(store, path),
  index: null,
  progress: null,
  cancelled: false,
  following: false,
  error: null
})

/** What the engine says of a graph that is one path, before its rows are verified. */
export const aSummary = (nodes: number): GraphSummary => ({
  nodes,
  onPath: nodes,
  orphans: 0,
  branches: 0,
  copyBranches: 0,
  classes: null,
  tombstoned: 0,
  undecodable: 0,
  cycles: 0,
  roots: 1,
  islands: 0,
  path: { kind: 'root' },
  leafRow: nodes - 1
})

export const aCard = (row: number, id: string, text = ''): NodeCard => ({
  row,
  id,
  kind: 'user',
  label: 'User',
  text,
  note: '',
  state: null,
  bytes: 0,
  time: null
})

/** A node without anything around it. */
export const aDetail = (row: number, id: string): NodeDetail => ({
  card: aCard(row, id),
  seq: row + 1,
  sentence: '',
  flags: 0,
  body: { kind: 'plugin', type: 't', body: 'null' },
  raw: null,
  parent: null,
  children: [],
  childCount: 0,
  askedIn: [],
  answeredIn: [],
  copies: [],
  earliest: null,
  childSession: null,
  undecodable: null
})

type Columns = Omit<NodeColumns, 'count'>

/** Columns of rows that hang one below the other. */
export const aChain = (rows: number): Columns => ({
  seq: Uint32Array.from({ length: rows }, (_, row) => row + 1),
  parent: Int32Array.from({ length: rows }, (_, row) => row - 1),
  kind: new Uint8Array(rows),
  flags: new Uint16Array(rows),
  bytes: new Uint32Array(rows),
  time: new Float64Array(rows),
  lines: new Uint8Array(rows)
})

/** The messages in which the engine sends columns of nodes, one for each. */
export const chunksOf = (
  store: StoreId,
  generation: number,
  columns: Columns
): readonly EnginePushes['index/chunk'][] =>
  Object.entries(columns).map(([name, data]) => ({
    ...{ store, generation, set: 'nodes', name },
    ...{ offset: 0, total: data.length, data }
  }))

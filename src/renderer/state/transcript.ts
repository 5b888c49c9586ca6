import type { NodeColumns } from '@shared/domain/columns/columns'
import { continuesRows, rowOfSeq } from '@shared/domain/columns/graph-index'
import type { TranscriptEntry } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { notify } from './notice'
import { ofShown, onGraphReplaced, shownStore } from './open-store'
import { closeReader, openReader, readerState } from './reader'
import type { Resource } from './resource'

/** The branch that the reader shows: all its rows, root side first, and the entries read so far. */
interface Transcript {
  readonly through: number | null
  readonly rows: Resource<Uint32Array>
  /** The graph in which they were found. */
  readonly nodes: NodeColumns | null
  readonly entries: ReadonlyMap<number, TranscriptEntry>
  /** The first words of the other versions that entries name, by row. */
  readonly versions: ReadonlyMap<number, string>
}

const nothing: Transcript = {
  through: null,
  rows: { kind: 'idle' },
  nodes: null,
  entries: new Map(),
  versions: new Map()
}

export const transcriptState = createStore<Transcript>()(() => nothing)

/** So many entries the engine gives in one answer. */
export const requestLimit = 500
const asked = new Set<number>()

/** Reads which rows lead to `through`; the entries themselves are read when they come into sight. */
export async function loadTranscript(through: number): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  asked.clear()
  transcriptState.setState({ ...nothing, through, rows: { kind: 'loading' } })
  const answer = await ofShown((store) => requestEngine('transcript/length', { store, through }))
  if (answer === null || transcriptState.getState().through !== through) return
  transcriptState.setState({
    nodes: shownStore()?.index?.nodes ?? null,
    rows: answer.ok ? { kind: 'ready', value: answer.value.rows } : { kind: 'failed', error: answer.error }
  })
}

/** Asks for the entries of these rows, each once. */
export async function wantEntries(rows: readonly number[]): Promise<void> {
  const shown = shownStore()
  const { through } = transcriptState.getState()
  const missing = rows.filter((row) => !asked.has(row)).slice(0, requestLimit)
  if (shown === null || missing.length === 0) return
  for (const row of missing) asked.add(row)
  const answer = await ofShown((store) => requestEngine('transcript/read', { store, rows: missing }))
  if (answer === null || transcriptState.getState().through !== through) return
  if (!answer.ok) return transcriptState.setState({ rows: { kind: 'failed', error: answer.error } })
  transcriptState.setState(({ entries }) => {
    const next = new Map(entries)
    for (const entry of answer.value) next.set(entry.row, entry)
    return { entries: next }
  })
  await readVersions(answer.value)
}

async function readVersions(entries: readonly TranscriptEntry[]): Promise<void> {
  const rows = entries.flatMap(({ otherVersions }) => otherVersions.flatMap(({ row }) => row ?? []))
  if (rows.length === 0) return
  const answer = await ofShown((store) => requestEngine('node/cards', { store, rows }))
  if (!answer?.ok) return
  transcriptState.setState(({ versions }) => ({
    versions: new Map([...versions, ...answer.value.map(({ row, text }) => [row, text] as const)])
  }))
}

/** Rows have moved in the newer graph: the branch is read anew where its end stands now; the reader closes where it is gone. */
function followGraph(now: NodeColumns): void {
  const { nodes } = transcriptState.getState()
  const { through, reading } = readerState.getState()
  if (through === null || nodes === null || continuesRows(nodes, now)) return
  const rowNow = (row: number): number => rowOfSeq(now, nodes.seq[row] ?? -1)
  const end = rowNow(through)
  if (end === -1) {
    closeReader()
    notify('The branch that was read is no longer stored as it was: choose a node to read on.')
    return
  }
  const read = reading === null ? -1 : rowNow(reading)
  openReader(end, read === -1 ? end : read)
  // another end is read as for any other branch
  if (end === through) void loadTranscript(end)
}

/** Called once when the page starts. */
export function connectTranscript(): void {
  readerState.subscribe(({ through }, before) => {
    if (through !== null && through !== before.through) void loadTranscript(through)
  })
  onGraphReplaced(({ index }) => index !== null && followGraph(index.nodes))
}

import type { NodeColumns } from '@shared/domain/columns/columns'
import { continuesRows } from '@shared/domain/columns/graph-index'
import type { TranscriptEntry } from '@shared/ipc/store'
import { requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { toMarkdown } from '../inspector/markdown-copy'
import { notify } from '../state/notice'
import { ofShown, type ShownStore, shownStore } from '../state/open-store'
import { readerState } from '../state/reader'
import { requestLimit, transcriptState } from '../state/transcript'
import { countOf, formatBytes } from '../ui/format'

/** A longer text is no longer opened by what reads Markdown, bytes as stored. */
const LARGEST = 64 * 1024 * 1024

/** @returns the rows of the branch that the reader shows, root side first; null while there is none */
export function readRows(): Uint32Array | null {
  const { rows } = transcriptState.getState()
  return readerState.getState().through !== null && rows.kind === 'ready' ? rows.value : null
}

let saving = false

/**
 * Saves every node of the branch that is read as Markdown, where the user says, whatever the reader leaves out. While
 * one is being saved it does nothing.
 */
export async function saveTranscript(): Promise<void> {
  const shown = shownStore()
  const rows = readRows()
  if (saving || shown === null || rows === null) return
  const bytes = rows.reduce((sum, row) => sum + (shown.index?.nodes.bytes[row] ?? 0), 0)
  if (bytes > LARGEST)
    return notify(
      `This branch holds ${formatBytes(bytes)}: too much for one text of at most ${formatBytes(LARGEST)}`
    )
  saving = true
  await save(shown, rows).finally(() => {
    saving = false
  })
}

async function save(shown: ShownStore, rows: Uint32Array): Promise<void> {
  notify(`Reading ${countOf(rows.length, 'node')} to save them…`)
  const text = await transcriptText(shown, rows)
  if (text === null) return
  const saved = await requestMain('dialog/save', { name: 'transcript.md', text })
  if (!saved.ok) notify(saved.error.message)
  else if (saved.value !== null) notify(`Saved ${countOf(rows.length, 'node')} to ${saved.value}`)
}

const graphChanged =
  'The branch was not saved: nodes have moved in the store since it was opened. Close the reader and open it again.'

function giveUp(why: string): null {
  notify(why)
  return null
}

/** Whether rows of `nodes` may be other nodes in the graph that is shown now. */
function isAnother(nodes: NodeColumns | null): boolean {
  const now = shownStore()?.index?.nodes
  return nodes !== null && now !== undefined && nodes !== now && !continuesRows(nodes, now)
}

/** @returns the whole text; null where the store was closed or could not be read, which is then said */
async function transcriptText({ overview }: ShownStore, rows: Uint32Array): Promise<string | null> {
  const texts = [`# ${overview.title === '' ? 'Untitled session' : overview.title}\n\n${overview.path}\n`]
  const { nodes } = transcriptState.getState()
  let turn = 0
  for (let from = 0; from < rows.length; from += requestLimit) {
    const part = [...rows.subarray(from, from + requestLimit)]
    const answer = await ofShown((store) => requestEngine('transcript/read', { store, rows: part }))
    if (answer === null) return null
    if (isAnother(nodes)) return giveUp(graphChanged)
    if (!answer.ok) return giveUp(answer.error.message)
    texts.push(entriesText(answer.value, turn))
    turn = answer.value.at(-1)?.turn ?? turn
  }
  return texts.join('\n')
}

/**
 * @param turn the turn before these entries
 * @returns entries as Markdown, each turn under a line of its own
 */
export function entriesText(entries: readonly TranscriptEntry[], turn: number): string {
  let before = turn
  return entries
    .map((entry) => {
      const begins = entry.turn !== before
      before = entry.turn
      return `${begins ? `---\n\nTurn ${entry.turn}\n\n` : ''}${toMarkdown(entry)}`
    })
    .join('\n')
}

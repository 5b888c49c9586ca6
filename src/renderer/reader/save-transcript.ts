import type { TranscriptEntry } from '@shared/ipc/store'
import { requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { toMarkdown } from '../inspector/markdown-copy'
import { notify } from '../state/notice'
import { ofShown, type ShownStore, shownStore } from '../state/open-store'
import { readerState } from '../state/reader'
import { transcriptState } from '../state/transcript'
import { countOf, formatBytes } from '../ui/format'

/** What the engine takes in one request. */
const requestLimit = 500
/** A longer text is no longer opened by what reads Markdown, bytes as stored. */
const LARGEST = 64 * 1024 * 1024

/** @returns the rows of the branch that the reader shows, root side first; null while there is none */
export function readRows(): Uint32Array | null {
  const { rows } = transcriptState.getState()
  return readerState.getState().through !== null && rows.kind === 'ready' ? rows.value : null
}

/** Saves every node of the branch that is read as Markdown, where the user says, whatever the reader leaves out. */
export async function saveTranscript(): Promise<void> {
  const shown = shownStore()
  const rows = readRows()
  if (shown === null || rows === null) return
  const bytes = rows.reduce((sum, row) => sum + (shown.index?.nodes.bytes[row] ?? 0), 0)
  if (bytes > LARGEST)
    return notify(
      `This branch holds ${formatBytes(bytes)}: too much for one text of at most ${formatBytes(LARGEST)}`
    )
  const text = await transcriptText(shown, rows)
  if (text === null) return
  const saved = await requestMain('dialog/save', { name: 'transcript.md', text })
  if (!saved.ok) notify(saved.error.message)
  else if (saved.value !== null) notify(`Saved ${countOf(rows.length, 'node')} to ${saved.value}`)
}

/** @returns the whole text; null where the store was closed or could not be read, which is then said */
async function transcriptText({ overview }: ShownStore, rows: Uint32Array): Promise<string | null> {
  const texts = [`# ${overview.title === '' ? 'Untitled session' : overview.title}\n\n${overview.path}\n`]
  let turn = 0
  for (let from = 0; from < rows.length; from += requestLimit) {
    const part = [...rows.subarray(from, from + requestLimit)]
    const answer = await ofShown((store) => requestEngine('transcript/read', { store, rows: part }))
    if (answer === null) return null
    if (!answer.ok) {
      notify(answer.error.message)
      return null
    }
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

import { BY_CALL_ID, TOOL_CALL_KIND } from '@shared/domain/columns/codes'
import { isMessageRow } from '@shared/domain/columns/columns'
import { isLive } from '@shared/domain/columns/link'
import { above, healedRow } from '@shared/domain/columns/path'
import { type RowMemory, Word } from '@shared/domain/columns/row-memory'
import { RowScanner } from '@shared/domain/columns/row-scanner'
import type { Calls, LeafGround } from '@shared/operations/leaf-candidates'
import type { Connection } from '../store/connection'
import { knownDecoder } from '../store/full-decoder'
import { RowReader } from '../store/row-batches'
import type { GraphColumns } from './columns'
import type { PlanWatch } from './watch'

/**
 * The ground of a verified graph for ranking leaves. What the columns do not hold, calls and who asked something, is
 * read off the rows without an object per node.
 */
export function leafGroundOfColumns(db: Connection, { index }: GraphColumns, watch: PlanWatch): LeafGround {
  const { parent, flags, kind, count, time, shadowed, path, leafRow } = index
  const parents = new Int32Array(count)
  for (let row = 0; row < count; row++) parents[row] = above(parent, flags, row)
  const chosen = path.end.kind === 'leaf-missing' ? healedRow(index) : leafRow
  const standing = (row: number) => shadowed.get(row) ?? row
  const spoken = readSpoken(db, { index }, watch)
  return {
    parents,
    isLive: (row) => isLive(flags, row),
    isConversation: (row) => isMessageRow(kind, row),
    isQuestion: (row) => spoken.questions[row] === 1,
    timeOf: (row) => time[row] ?? Number.NaN,
    isChosen: (row) => chosen >= 0 && standing(row) === standing(chosen),
    callsTo: (row) => callsOnPath(parents, row, spoken)
  }
}

/** Who asked something, and which calls each row asks for or answers. */
interface Spoken {
  /** 1 for a message that the user wrote (`isQuestion`). */
  readonly questions: Uint8Array
  /** The calls of a row are `calls[starts[row], starts[row + 1])`: a number for each id, doubled, plus 1 if asked for. */
  readonly starts: Uint32Array
  readonly calls: readonly number[]
  /** How many different ids there are. */
  readonly ids: number
}

/** Rows between two words of progress. */
const STEP = 10_000

function readSpoken(db: Connection, { index }: Pick<GraphColumns, 'index'>, watch: PlanWatch): Spoken {
  const { count, seq, flags, kind } = index
  const questions = new Uint8Array(count)
  const starts = new Uint32Array(count + 1)
  const calls: number[] = []
  const numbers = new Map<string, number>()
  const note = (id: string, asked: boolean): void => {
    const known = numbers.get(id)
    const number = known ?? numbers.size
    if (known === undefined) numbers.set(id, number)
    calls.push(number * 2 + (asked ? 1 : 0))
  }
  const scanner = new RowScanner(knownDecoder)
  const { memory } = scanner
  let row = -1
  const reader = new RowReader(db, memory, false)
  reader.read((seq[0] ?? 0) - 1, seq[count - 1] ?? -1, (stored) => {
    row++
    if (row % STEP === 0) watch.progress('ranking', row, count)
    if (isLive(flags, row) && isMessageRow(kind, row) && scanner.read(stored)) {
      if (noteParts(memory, note) && memory.words[Word.role] === USER) questions[row] = 1
    } else if (isLive(flags, row) && kind[row] === TOOL_CALL_KIND && scanner.read(stored))
      noteCall(memory, note)
    starts[row + 1] = calls.length
  })
  return { questions, starts, calls, ids: numbers.size }
}

/** The first letter of the role, as the scanner keeps it. */
const USER = 0x55
/** In text as lash writes it these bytes are keys of a part: within a string quotation marks are escaped. */
const PART_CALL = Buffer.from(',"tool_call_id":"')
const PART_KIND = Buffer.from(',"kind":"')
const IS_CALL = Buffer.from('ToolCall"')
const IS_RESULT = Buffer.from(',"kind":"ToolResult"')
/** What stands before the name of a tool whose call has an empty id, which counts as one. */
const EMPTY_ID = Buffer.from('"call_id":"","tool":"')
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** @returns whether no part is a result or belongs to a call */
function noteParts(memory: RowMemory, note: (id: string, asked: boolean) => void): boolean {
  const parts = bytesAt(memory, Word.contentFrom, Word.contentTo)
  let found = 0
  for (let at = parts.indexOf(PART_CALL); at >= 0; at = parts.indexOf(PART_CALL, at + 1)) {
    const from = at + PART_CALL.length
    const kind = parts.lastIndexOf(PART_KIND, at) + PART_KIND.length
    note(
      parts.toString('latin1', from, endOfString(parts, from)),
      parts.subarray(kind, kind + IS_CALL.length).equals(IS_CALL)
    )
    found++
  }
  return found === 0 && !parts.includes(IS_RESULT)
}

function endOfString(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}

function noteCall(memory: RowMemory, note: (id: string, asked: boolean) => void): void {
  const identity = memory.words[Word.identityFrom] ?? 0
  if (memory.words[Word.tag] === BY_CALL_ID) {
    note(bytesAt(memory, Word.identityFrom, Word.identityTo).toString('latin1'), false)
  } else if (EMPTY_ID.equals(memory.bytes.subarray(identity - EMPTY_ID.length, identity))) note('', false)
}

/** The bytes between two places of the last row, without copying them. */
function bytesAt({ bytes, words }: RowMemory, from: number, to: number): Buffer {
  const start = words[from] ?? 0
  return Buffer.from(bytes.buffer, start, (words[to] ?? 0) - start)
}

function callsOnPath(parents: Int32Array, leaf: number, { starts, calls, ids }: Spoken): Calls {
  const asked = new Uint8Array(ids)
  const answered = new Uint8Array(ids)
  for (let row = leaf; row >= 0; row = parents[row] ?? -1) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const call = calls[at] ?? 0
      const marks = call % 2 === 1 ? asked : answered
      marks[call >> 1] = 1
    }
  }
  const found = { calls: 0, open: 0 }
  for (let id = 0; id < ids; id++) {
    if (asked[id] !== 1) continue
    found.calls++
    if (answered[id] !== 1) found.open++
  }
  return found
}

import { isMessageRow, nodeKinds } from '@shared/domain/columns/columns'
import { isLive } from '@shared/domain/columns/link'
import { type RowMemory, Word } from '@shared/domain/columns/row-memory'
import { RowScanner } from '@shared/domain/columns/row-scanner'
import { RowTable } from '@shared/domain/columns/row-table'
import type { SeqColumn } from '@shared/domain/columns/seq-column'
import { type Losses, lossWords } from '@shared/operations/losses'
import type { PlanWarning } from '@shared/operations/plan'
import type { Connection } from '../store/connection'
import { knownDecoder } from '../store/full-decoder'
import { readRowsAt } from '../store/row-batches'
import type { GraphColumns } from './columns'
import type { PlanWatch } from './watch'

/**
 * What is lost with a selection as a whole (orphans.md). Hashes propose which row that stays says the same as one that
 * goes; whether it does is settled by comparing the two, so that no copy is one by chance.
 * @param rows the rows that go, ascending
 */
export function lossInColumns(
  db: Connection,
  columns: GraphColumns,
  rows: readonly number[],
  watch: PlanWatch
): PlanWarning | undefined {
  const { index, likeness } = columns
  const { identityLow, identityHigh, contentLow, contentHigh } = likeness
  const kept = keptRows(columns, rows)
  const lost = new RowTable(rows.length, contentLow, contentHigh)
  const losses: Mutable<Losses> = { messages: 0, calls: 0, others: 0, reworded: 0 }
  const lose = (row: number, reworded: boolean): void => {
    if (lost.find(contentLow[row] ?? 0, contentHigh[row] ?? 0) >= 0) return
    lost.put(row)
    losses[reworded ? 'reworded' : kindOf(index.kind, row)] += 1
  }
  const copies: Pair[] = []
  for (const row of rows) {
    const counterpart = kept.contents.find(contentLow[row] ?? 0, contentHigh[row] ?? 0)
    if (counterpart >= 0) copies.push({ row, counterpart })
    else lose(row, kept.identities.find(identityLow[row] ?? 0, identityHigh[row] ?? 0) >= 0)
  }
  for (const row of differing(db, index.seq, copies, watch)) lose(row, false)
  return lossWords(losses)
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** A row that goes, and one that stays and seems to say the same. */
interface Pair {
  readonly row: number
  readonly counterpart: number
}

/** Live rows that are not selected, by what they are and by what they say. */
function keptRows({ index, likeness }: GraphColumns, rows: readonly number[]) {
  const { count, flags } = index
  const going = new Uint8Array(count)
  for (const row of rows) going[row] = 1
  const identities = new RowTable(count - rows.length, likeness.identityLow, likeness.identityHigh)
  const contents = new RowTable(count - rows.length, likeness.contentLow, likeness.contentHigh)
  for (let row = 0; row < count; row++) {
    if (going[row] === 1 || !isLive(flags, row)) continue
    identities.put(row)
    contents.put(row)
  }
  return { identities, contents }
}

const TOOL_CALL = nodeKinds.indexOf('toolCall')

function kindOf(kind: Uint8Array, row: number): 'messages' | 'calls' | 'others' {
  if (isMessageRow(kind, row)) return 'messages'
  return kind[row] === TOOL_CALL ? 'calls' : 'others'
}

const BATCH = 2000

/** The rows of pairs that do not say the same after all. */
function* differing(
  db: Connection,
  seq: SeqColumn,
  pairs: readonly Pair[],
  watch: PlanWatch
): Generator<number> {
  const scanner = new RowScanner(knownDecoder)
  for (let from = 0; from < pairs.length; from += BATCH) {
    watch.progress('comparing', from, pairs.length)
    const batch = pairs.slice(from, from + BATCH)
    const seqs = new Set(batch.flatMap(({ row, counterpart }) => [seq[row] ?? -1, seq[counterpart] ?? -1]))
    const said = new Map<number, Buffer>()
    for (const row of readRowsAt(db, scanner.memory, [...seqs])) {
      if (scanner.read(row)) said.set(row.seq, saidBy(scanner.memory))
    }
    for (const { row, counterpart } of batch) {
      const [ours, theirs] = [said.get(seq[row] ?? -1), said.get(seq[counterpart] ?? -1)]
      if (ours === undefined || theirs === undefined || !ours.equals(theirs)) yield row
    }
  }
}

/** Everything that the hash of a content covers (`LikenessBuilder`), as bytes of its own. */
function saidBy({ bytes, words }: RowMemory): Buffer {
  const at = (word: number): number => words[word] ?? 0
  const identity = bytes.subarray(at(Word.identityFrom), at(Word.identityTo))
  const content = bytes.subarray(at(Word.contentFrom), at(Word.contentTo))
  const kind = Buffer.alloc(6)
  kind.writeUInt8(at(Word.tag), 0)
  kind.writeUInt8(at(Word.role), 1)
  kind.writeUInt32LE(identity.length, 2)
  return Buffer.concat([kind, identity, content])
}

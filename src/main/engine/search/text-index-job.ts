import { crc32 } from 'node:zlib'
import { Connection } from '../../store/connection'
import { detectLayout } from '../../store/layout'
import { type NodeRow, nodeRows } from '../../store/rows'
import type { RowRange } from '../../store/scan-rows'
import { readRow } from '../view/card'
import { searchTexts } from './search-text'
import { type TextIndexFacts, TextIndexWriter } from './text-index'

/** So long one step takes, ms: no other work ever waits longer for it. */
const STEP_MS = 80

/** One short step of building or checking a text index: rows behind those that the facts speak of. */
export interface TextIndexJob extends RowRange {
  readonly job: 'text-index'
  /** Where the words go; null = only works out `check`. */
  readonly file: string | null
  readonly facts: TextIndexFacts
}

/** @returns the facts with the rows of this step; whole when the last row was reached */
export function textIndexStep(job: TextIndexJob): TextIndexFacts {
  const connection = new Connection(job.path, job.as)
  try {
    if (job.file === null) return step(connection, job, () => undefined)
    using index = TextIndexWriter.open(job.file)
    return index.add((insert) =>
      step(connection, job, (row) => insert(row.seq, searchTexts(readRow(row, job.era)).join('\n')))
    )
  } finally {
    connection.close()
  }
}

function step(
  connection: Connection,
  { path, through, facts }: TextIndexJob,
  visit: (row: NodeRow) => void
): TextIndexFacts {
  const start = performance.now()
  const layout = detectLayout(connection, path)
  if (!layout.ok) throw new Error(layout.error.message)
  let { check } = facts
  // where the rows end before the time does, all are there
  let last = through
  for (const row of nodeRows(connection, layout.value, facts.through + 1)) {
    if (row.seq > through) break
    visit(row)
    check = crc32(`${row.seq}:${row.json ?? ''}`, check)
    if (performance.now() - start < STEP_MS) continue
    last = row.seq
    break
  }
  const ms = facts.ms + performance.now() - start
  return { ...facts, check, through: last, ms, whole: facts.whole || last >= through }
}

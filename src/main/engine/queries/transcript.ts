import { NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { pathRows } from '@shared/domain/columns/path'
import type { TranscriptEntry } from '@shared/ipc/store'
import { childRows } from '../node-detail'
import type { NodeReader } from '../node-reader'
import { bodyOf } from '../view/body'
import { cardOf } from '../view/card'

const VERSIONS_SHOWN = 20

/** The rows of the branch that runs through `row`, root first, on to its end; `at` = where `row` stands among them. */
export function transcriptRows(index: GraphIndex, row: number): { rows: Uint32Array; at: number } {
  const { parent, flags } = index
  const onPath = ((flags[row] ?? 0) & NodeFlag.onPath) !== 0
  const end = onPath && index.leafRow >= 0 ? index.leafRow : endBelow(index, row)
  const rows = pathRows(parent, flags, end)
  return { rows, at: rows.indexOf(row) }
}

/** Follows the last child down; a branch that forks goes on where it was written to last. */
function endBelow({ parent, count }: GraphIndex, row: number): number {
  const lastChild = new Int32Array(count).fill(-1)
  for (let child = 0; child < count; child++) {
    const up = parent[child] ?? -1
    if (up >= 0) lastChild[up] = child
  }
  let end = row
  // every row has one parent, so a way down can close only where it began
  for (let next = lastChild[end] ?? -1; next >= 0 && next !== row; next = lastChild[end] ?? -1) end = next
  return end
}

/** Whole entries for the given rows; rows that are gone are left out. */
export function transcriptEntries(
  reader: NodeReader,
  index: GraphIndex,
  rows: readonly number[]
): TranscriptEntry[] {
  const turns = turnsOf(index, rows)
  return rows.flatMap((row, place) => {
    const read = reader.read(row)
    if (read === undefined) return []
    const card = cardOf(read, row)
    return {
      row,
      id: card.id,
      card,
      body: bodyOf(read),
      turn: turns[place] ?? 0,
      otherVersions: versionsOf(reader, index, row),
      findings: read.undecodable === null ? [] : [`This row does not decode: ${read.undecodable}.`]
    }
  })
}

/** Turn of each row: how many turns begin at or above it. */
function turnsOf({ count, parent, flags }: GraphIndex, rows: readonly number[]): number[] {
  const known = new Map<number, number>()
  const walkOf = new Int32Array(count)
  return rows.map((row, place) => {
    let turns = 0
    for (let at = row; at >= 0 && walkOf[at] !== place + 1; at = parent[at] ?? -1) {
      const above = known.get(at)
      if (above !== undefined) {
        turns += above
        break
      }
      walkOf[at] = place + 1
      if ((flags[at] ?? 0) & NodeFlag.turnStart) turns++
    }
    known.set(row, turns)
    return turns
  })
}

/** Other children of this row's parent that are no copies: where the conversation went another way. */
function versionsOf(reader: NodeReader, index: GraphIndex, row: number): TranscriptEntry['otherVersions'] {
  const up = index.parent[row] ?? -1
  if (up < 0) return []
  return childRows(index, up)
    .filter((child) => child !== row && ((index.flags[child] ?? 0) & NodeFlag.copy) === 0)
    .slice(0, VERSIONS_SHOWN)
    .map((child) => reader.link(child))
}

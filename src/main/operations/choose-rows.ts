import { NodeFlag } from '@shared/domain/columns/columns'
import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import { isLive } from '@shared/domain/columns/link'
import { pathRows } from '@shared/domain/columns/path'
import type { AppError } from '@shared/ipc/request'
import type { Ground } from '@shared/operations/prune'
import { cutPathWarning, mintedAgain } from '@shared/operations/prune-hazards'
import { err, ok, type Result } from '@shared/result'
import type { Connection } from '../store/connection'
import { parentIdAt } from '../store/graph-model'
import { stateOfId } from '../store/rows'
import type { PruneChoice } from './ask'
import { type NamedColumns, nodeIdAt } from './columns'
import { nodeOnPath, noSuchNode } from './objections'
import type { SelectedRows } from './select-rows'

/**
 * Marks the chosen rows; undefined = all orphans. Errors: a row chosen by hand is on the path, or is no live row. A
 * choice by rule needs the bodies and is not answered here.
 */
export function chooseRows(
  columns: NamedColumns,
  choice: PruneChoice,
  orphan: (row: number) => boolean
): Result<Uint8Array | undefined, AppError> {
  if (choice.by === 'all' || choice.by === 'rules') return ok(undefined)
  const { index, columnIds } = columns
  const chosen = new Uint8Array(index.count)
  const missing =
    choice.by === 'hand' ? takeIds(columns, choice.ids, chosen) : takeSeqs(index, choice.seqs, chosen)
  for (let row = 0; row < index.count; row++)
    if (chosen[row] === 1 && !orphan(row)) return err(nodeOnPath(columnIds[row] ?? ''))
  return missing === undefined ? ok(chosen) : err(noSuchNode(missing))
}

/** @returns the first id that no live row has */
function takeIds(
  { index, columnIds }: NamedColumns,
  ids: ReadonlySet<string>,
  chosen: Uint8Array
): string | undefined {
  const missing = new Set(ids)
  for (let row = 0; row < index.count && missing.size > 0; row++)
    if (isLive(index.flags, row) && missing.delete(columnIds[row] ?? '')) chosen[row] = 1
  const [first] = missing
  return first
}

/** @returns the first number that no live row has */
function takeSeqs(index: GraphIndex, seqs: readonly number[], chosen: Uint8Array): string | undefined {
  let missing: string | undefined
  for (const seq of seqs) {
    const row = rowOfSeq(index, seq)
    if (row >= 0 && isLive(index.flags, row)) chosen[row] = 1
    else missing ??= String(seq)
  }
  return missing
}

/** Rows tombstoned before, ascending. */
export function tombstonedRows({ count, flags }: GraphIndex): number[] {
  const rows: number[] = []
  for (let row = 0; row < count; row++) if ((flags[row] ?? 0) & NodeFlag.tombstoned) rows.push(row)
  return rows
}

/** What the decision rests on beside the selection. */
export function groundOf(db: Connection, columns: NamedColumns, { selection, closed }: SelectedRows): Ground {
  const { index, columnIds } = columns
  const tombstoned = tombstonedRows(index)
  return {
    loops: index.path.end.kind === 'cycle',
    pathEmpty: index.path.length === 0,
    tombstoned: {
      ids: tombstoned.map((row) => columnIds[row] ?? ''),
      bytes: tombstoned.reduce((sum, row) => sum + (index.bytes[row] ?? 0), 0)
    },
    again: () => mintedAgain(pathIds(columns), selection.ids),
    history: closed === 0 ? undefined : cutPath(db, index, closed)
  }
}

const pathIds = (columns: NamedColumns): string[] =>
  Array.from(pathRows(columns.index.parent, columns.index.flags, columns.index.leafRow), (row) =>
    nodeIdAt(columns, row)
  )

/** The warning where the path is cut at a stored row that lash cannot use. */
function cutPath(db: Connection, { path, seq }: GraphIndex, selected: number) {
  if (path.end.kind !== 'lost-parent') return undefined
  const id = parentIdAt(db, seq[path.end.row])
  if (id === undefined) return undefined
  const state = stateOfId(db, id)
  return state === undefined ? undefined : cutPathWarning(id, state === 'tombstoned', selected)
}

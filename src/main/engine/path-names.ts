import { NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { healedRow } from '@shared/domain/columns/path'
import type { PathEnd as DomainPathEnd } from '@shared/domain/graph/active-path'
import type { Connection } from '../store/connection'
import { readHead } from '../store/head'
import type { StoreLayout } from '../store/layout'
import type { NodeReader } from './node-reader'
import type { PathNames } from './summary'

/** The ids that the end of the path is told with. */
export function namesOf(
  reader: NodeReader,
  db: Connection,
  layout: StoreLayout,
  index: GraphIndex
): PathNames {
  const healed = index.path.end.kind === 'leaf-missing' ? healedRow(index) : -1
  const top = index.path.end.kind === 'lost-parent' ? reader.read(index.path.end.row)?.node : undefined
  const leaf = readHead(db, layout)?.head?.leaf_node_id ?? null
  return {
    leaf,
    lostLeaf:
      index.path.end.kind === 'leaf-missing' && leaf !== null ? lostLeaf(reader, index, leaf) : 'not-stored',
    healed: healed < 0 ? null : reader.idOf(healed),
    lostParent: top?.parent_node_id ?? null
  }
}

function lostLeaf(reader: NodeReader, { flags }: GraphIndex, leaf: string): PathNames['lostLeaf'] {
  const row = reader.rowOfId(leaf)
  const found = row === undefined || row < 0 ? 0 : (flags[row] ?? 0)
  if ((found & NodeFlag.tombstoned) !== 0) return 'tombstoned'
  return (found & NodeFlag.undecodable) !== 0 ? 'undecodable' : 'not-stored'
}

/** The end of the path as the plain graph functions give it, with ids. */
export function domainPathEnd(
  reader: NodeReader,
  db: Connection,
  layout: StoreLayout,
  index: GraphIndex
): DomainPathEnd {
  const { end } = index.path
  const names = namesOf(reader, db, layout, index)
  switch (end.kind) {
    case 'leaf-missing':
      return { kind: 'missing', id: names.leaf ?? '' }
    case 'lost-parent':
      return { kind: 'missing', id: names.lostParent ?? '' }
    case 'cycle':
      return { kind: 'cycle', members: end.members.map((row) => reader.idOf(row)) }
    default:
      return end
  }
}

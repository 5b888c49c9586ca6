import { NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { messageOf, toolCallOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import type { NodeDetail, NodeLink } from '@shared/ipc/store'
import type { NodeReader } from './node-reader'
import { bodyOf } from './view/body'
import { cardOf, type ReadRow } from './view/card'
import { sentenceOf } from './view/sentence'

const CHILDREN_SHOWN = 200
/** A call, its message and its result lie close together (fixtures, runtime §2); nobody looks further. */
const NEIGHBOURHOOD = 80

/** Everything about one row. `row` below 0 = −`seq`, before the index is known. */
export function nodeDetail(
  reader: NodeReader,
  index: GraphIndex | undefined,
  row: number,
  read: ReadRow,
  sameIdentity: readonly number[]
): NodeDetail {
  const flags = row < 0 ? 0 : (index?.flags[row] ?? 0)
  const card = cardOf(read, row)
  const children = row < 0 || index === undefined ? [] : childRows(index, row)
  const near = neighbours(reader, index, row)
  const copies = sameIdentity.filter((other) => other !== row)
  return {
    card,
    seq: read.stored.seq,
    sentence: sentenceOf(read, flags | (read.stored.tombstoned ? NodeFlag.tombstoned : 0)),
    flags,
    body: bodyOf(read),
    raw: read.stored.json ?? null,
    parent: read.node?.parent_node_id === undefined ? null : reader.linkToId(read.node.parent_node_id),
    children: children.slice(0, CHILDREN_SHOWN).map((child) => reader.link(child)),
    childCount: children.length,
    ...callLinks(read.node, near),
    copies: copies.slice(0, CHILDREN_SHOWN).map((other) => reader.link(other)),
    earliest: earliestOf(index, [row, ...copies]) ?? card.time,
    childSession: childSessionOf(read.node),
    undecodable: read.undecodable
  }
}

/** Rows whose parent is `row`, in load order. */
export function childRows({ parent, flags }: GraphIndex, row: number): number[] {
  const children: number[] = []
  for (let child = parent.indexOf(row); child >= 0; child = parent.indexOf(row, child + 1)) {
    if (((flags[child] ?? 0) & NodeFlag.cut) === 0) children.push(child)
  }
  return children
}

interface Neighbour {
  readonly row: number
  readonly node: SessionNode
}

/** Nodes above, and those stored next to this one. */
function neighbours(reader: NodeReader, index: GraphIndex | undefined, row: number): Neighbour[] {
  const rows = new Set<number>()
  if (row >= 0 && index !== undefined) {
    for (let up = index.parent[row] ?? -1, steps = 0; up >= 0 && steps < NEIGHBOURHOOD; steps++) {
      rows.add(up)
      up = index.parent[up] ?? -1
    }
    const last = Math.min(index.count - 1, row + NEIGHBOURHOOD)
    for (let other = Math.max(0, row - NEIGHBOURHOOD); other <= last; other++)
      if (other !== row) rows.add(other)
  }
  return [...rows].flatMap((other) => {
    const node = reader.read(other)?.node
    return node === undefined ? [] : [{ row: other, node }]
  })
}

/** The message that asked for a call and the one that carries its result; of a message, the calls it belongs to. */
function callLinks(
  node: SessionNode | undefined,
  near: readonly Neighbour[]
): { askedIn: NodeLink[]; answeredIn: NodeLink[] } {
  const callId = node === undefined ? undefined : toolCallOf(node)?.record.call_id
  if (callId !== undefined && callId !== '') {
    return {
      askedIn: near.filter((other) => hasPart(other.node, 'ToolCall', callId)).map(linkOf),
      answeredIn: near.filter((other) => hasPart(other.node, 'ToolResult', callId)).map(linkOf)
    }
  }
  const parts = node === undefined ? [] : (messageOf(node)?.parts ?? [])
  const ids = new Set(parts.flatMap(({ kind, tool_call_id }) => (isCallPart(kind) && tool_call_id) || []))
  const calls = near.filter((other) => ids.has(toolCallOf(other.node)?.record.call_id ?? '')).map(linkOf)
  const gave = parts.some(({ kind }) => kind === 'ToolResult')
  return gave ? { askedIn: calls, answeredIn: [] } : { askedIn: [], answeredIn: calls }
}

const isCallPart = (kind: string): boolean => kind === 'ToolCall' || kind === 'ToolResult'

const hasPart = (node: SessionNode, kind: string, callId: string): boolean =>
  messageOf(node)?.parts.some((part) => part.kind === kind && part.tool_call_id === callId) === true

function linkOf({ row, node }: Neighbour): NodeLink {
  const card = cardOf(
    {
      stored: { seq: 0, columnId: node.node_id, json: '', tombstoned: false, bytes: 0 },
      node,
      undecodable: null
    },
    row
  )
  const label = card.note === '' || card.kind === 'toolCall' ? card.label : `${card.label}, ${card.note}`
  return { row, id: card.id, kind: card.kind, label }
}

function earliestOf(index: GraphIndex | undefined, rows: readonly number[]): number | null {
  const times = rows.map((row) => index?.time[row] ?? Number.NaN).filter((time) => !Number.isNaN(time))
  return times.length === 0 ? null : Math.min(...times)
}

function childSessionOf(node: SessionNode | undefined): string | null {
  const control = node === undefined ? undefined : toolCallOf(node)?.record.output.control
  return control?.type === 'handoff' ? control.session_id : null
}

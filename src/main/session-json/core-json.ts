import { createHash } from 'node:crypto'
import { type ActivePath, activePath, idsAt, nodesAt } from '@shared/domain/graph/active-path'
import { healOrphanedLeaf } from '@shared/domain/graph/leaf'
import { orphanedNodeIds } from '@shared/domain/graph/orphans'
import { projectPath } from '@shared/domain/graph/read-model'
import type { Message, SessionGraph, ToolCallRecord } from '@shared/domain/model/node'
import { analyseOrphans, type ExplainedBranch } from '@shared/domain/orphans/analyse'
import type { LostRow } from '@shared/domain/orphans/context'
import { mergeStoreRule } from '@shared/domain/usage/ledger'
import { usageReport } from '@shared/domain/usage/report'
import { usageReportJson } from '@shared/domain/usage/report-json'
import { jsonObject } from '@shared/json/object'
import type { Json } from '@shared/json/value'
import type { SessionReading } from '../store/session'
import { checkpointJson } from './checkpoint-json'
import { messageTreeJson } from './message-tree-json'

type Members = Readonly<Record<string, Json>>

/**
 * What is told of a session: what every release of lash says (fixtures/README-core.md), the classes and branches of
 * its orphans, and its message tree, checkpoint and raw ledger. Without a head that lash decodes there is no leaf, no
 * path and no orphan, as the runtime sees it; the nodes are told all the same.
 */
export function coreJson(session: SessionReading): Json {
  const { graph } = session
  const path = activePath(graph)
  return jsonObject({
    ...graphMembers(session, path),
    ...orphanMembers(session, path),
    usage: usageReportJson(usageReport(mergeStoreRule(session.ledger))),
    usage_deltas: session.usage.map(({ seq, stored }) => usageRowJson(seq, stored)),
    message_tree: messageTreeJson(graph),
    checkpoint: session.head?.head === undefined ? null : checkpointJson(session)
  })
}

/** The part of it that takes no comparing of contents: for stores that are too large for the whole. */
export function coreOfGraphJson(session: SessionReading): Json {
  const { graph, head } = session
  const orphans = head?.head === undefined ? [] : orphanedNodeIds(graph)
  return jsonObject({ ...graphMembers(session, activePath(graph)), orphans })
}

function graphMembers(session: SessionReading, path: ActivePath): Members {
  const { graph } = session
  return {
    ...headMembers(session),
    nodes: graph.nodes.map((node) => node.node_id),
    ...pathMembers(graph, path),
    ...pathOnlyMembers(session),
    tombstoned: session.tombstoned,
    undecodable: session.undecodable.map(({ id }) => id)
  }
}

function headMembers({ head, meta, graph }: SessionReading): Members {
  const healed = healOrphanedLeaf(graph)
  return {
    revision: head?.head === undefined ? null : String(head.revision),
    leaf: graph.leaf_node_id ?? null,
    parent: meta?.meta.parent_session_id ?? null,
    heal: jsonObject({ changed: healed.changed, leaf: healed.graph.leaf_node_id ?? null })
  }
}

function pathMembers(graph: SessionGraph, path: ActivePath): Members {
  const { messages, tool_calls } = projectPath(nodesAt(graph.nodes, path.positions))
  return {
    active_path: idsAt(graph.nodes, path.positions),
    messages: messages.map(messageJson),
    tool_calls: tool_calls.map(toolCallJson)
  }
}

function messageJson({ id, role, parts }: Message): Json {
  const hash = createHash('sha256')
  for (const { content } of parts) hash.update(content, 'utf8')
  return jsonObject({ id, role, sha256: hash.digest('hex') })
}

function toolCallJson({ call_id, tool, output }: ToolCallRecord): Json {
  return jsonObject({ call_id: call_id ?? null, tool, status: output.outcome.status })
}

/** lash's own load of the path alone; on a cycle, where it never returns, nothing is claimed. */
function pathOnlyMembers({ path }: SessionReading): Members {
  if (path.ok) return { active_path_only_nodes: path.value.map((node) => node.node_id) }
  return path.error.kind === 'fails' ? { active_path_only_error: true } : {}
}

function orphanMembers(session: SessionReading, path: ActivePath): Members {
  const { graph, bytes } = session
  if (session.head?.head === undefined) {
    return { orphans: [], classes: classesJson({ copies: 0, variants: 0, unique: 0 }), branches: [] }
  }
  const { counts, branches, classes } = analyseOrphans({ graph, bytes, lost: lostRows(session) }, path)
  return {
    orphans: graph.nodes.filter((_, position) => classes[position] !== undefined).map((node) => node.node_id),
    classes: classesJson(counts),
    branches: branches.map(branchJson)
  }
}

function lostRows({ tombstoned, undecodable }: SessionReading): ReadonlyMap<string, LostRow> {
  return new Map<string, LostRow>([
    ...tombstoned.map((id) => [id, 'tombstoned'] as const),
    ...undecodable.map(({ id }) => [id, 'undecodable'] as const)
  ])
}

interface Counts {
  readonly copies: number
  readonly variants: number
  readonly unique: number
}

function classesJson({ copies, variants, unique }: Counts): Json {
  return jsonObject({ copies: BigInt(copies), variants: BigInt(variants), unique: BigInt(unique) })
}

function branchJson(branch: ExplainedBranch): Json {
  return jsonObject({
    top: branch.topId,
    nodes: BigInt(branch.members.length),
    bytes: BigInt(branch.bytes),
    class: branch.class,
    reason: branch.code
  })
}

/** A ledger row as stored; a value that is no whole number is wrapped by its type. */
function usageRowJson(seq: number, stored: SessionReading['usage'][number]['stored']): Json {
  const [source, model, input, output, cached, reasoning] = stored
  return jsonObject({
    seq: BigInt(seq),
    source: typeof source === 'string' ? source : countJson(source),
    model: typeof model === 'string' ? model : countJson(model),
    input_tokens: countJson(input),
    output_tokens: countJson(output),
    cached_input_tokens: countJson(cached),
    reasoning_tokens: countJson(reasoning)
  })
}

function countJson(value: SessionReading['usage'][number]['stored'][number] | undefined): Json {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return jsonObject({ real: value })
  if (typeof value === 'string') return jsonObject({ text: value })
  return value instanceof Uint8Array ? jsonObject({ blob_bytes: BigInt(value.length) }) : null
}

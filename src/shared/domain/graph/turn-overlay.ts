import { activeReadKey, stableKey } from '@shared/domain/model/keys'
import type { Message, SessionEvent, SessionGraph, ToolCallRecord } from '@shared/domain/model/node'
import { appendMessage, newMessages, newToolCalls } from './append'
import type { Fresh } from './fresh'
import type { GraphCommit } from './graph-commit'
import { isTransient } from './node'
import { keyedNodeId } from './node-ids'
import { projectPath } from './read-model'
import { appendToolCallNode, replaceActiveReadState } from './replace'
import { WorkingGraph } from './working-graph'

/**
 * How a running turn builds nodes: a base graph, taken as committed, and the nodes appended to it
 * (store-format.md §9.8). The overlay keeps its own lists of messages, calls and events beside the graph; they may
 * differ from the graph's read model (an empty message id stays empty here, repeated ids are kept).
 */
export class TurnOverlay {
  readonly #base: SessionGraph
  readonly #graph: WorkingGraph
  readonly #fresh: Fresh
  #messages: Message[]
  #toolCalls: ToolCallRecord[]
  #events: SessionEvent[]

  constructor(base: SessionGraph, fresh: Fresh) {
    this.#base = base
    this.#graph = new WorkingGraph(base)
    this.#fresh = fresh
    const read = this.#graph.readModel()
    this.#messages = [...read.messages]
    this.#toolCalls = [...read.tool_calls]
    this.#events = [...read.active_events]
  }

  get messages(): readonly Message[] {
    return this.#messages
  }

  get toolCalls(): readonly ToolCallRecord[] {
    return this.#toolCalls
  }

  get activeEvents(): readonly SessionEvent[] {
    return this.#events
  }

  /** Tool calls as they run: their stable key is the whole active-read key, so no replacement matches them later. */
  recordToolCalls(calls: readonly ToolCallRecord[]): void {
    for (const record of newToolCalls(this.#toolCalls, calls)) {
      this.#appendEvent({ kind: 'Tool', stable_key: activeReadKey(record), record })
    }
  }

  appendEvents(events: readonly SessionEvent[]): void {
    for (const event of events) this.#appendEvent(event)
  }

  appendActiveConversationMessages(messages: readonly Message[]): void {
    for (const message of messages) if (!isTransient(message)) this.#appendMessage(message)
  }

  /** New messages, then new calls with their plain stable key, as at the end of a turn. */
  appendActiveReadDelta(messages: readonly Message[], calls: readonly ToolCallRecord[]): void {
    const added = newMessages(this.#messages, messages)
    const addedCalls = newToolCalls(this.#toolCalls, calls)
    for (const message of added) this.#appendMessage(message)
    for (const record of addedCalls) {
      appendToolCallNode(this.#graph, record, this.#fresh)
      this.#list({ kind: 'Tool', stable_key: stableKey(record), record })
    }
  }

  /** Replaces the read state; the lists then hold what was kept or appended, not what was skipped. */
  replaceActiveReadState(messages: readonly Message[], calls: readonly ToolCallRecord[]): void {
    const read = projectPath(replaceActiveReadState(this.#graph, messages, calls, this.#fresh))
    this.#messages = [...read.messages]
    this.#toolCalls = [...read.tool_calls]
    this.#events = [...read.active_events]
  }

  /** The messages behind the current ones, if the new non-transient list starts with exactly those, by id. */
  messageDeltaIfCurrentPreserved(messages: readonly Message[]): Message[] | undefined {
    const kept = messages.filter((message) => !isTransient(message))
    const preserved = this.#messages.every((message, at) => kept[at]?.id === message.id)
    return preserved ? kept.slice(this.#messages.length) : undefined
  }

  /** The graph after the turn so far. Without new nodes it is the base with its old leaf (§14.20). */
  graph(): SessionGraph {
    return this.#appendedCount() === 0 ? this.#base : this.#graph.toGraph()
  }

  /** The commit delta: everything if the graph must be rewritten, else the appended nodes, else only the leaf. */
  graphCommit(replaceRequired: boolean): GraphCommit {
    if (replaceRequired) return { kind: 'ReplaceFull', graph: this.graph() }
    if (this.#appendedCount() === 0) return { kind: 'Unchanged', leaf: this.#graph.leaf }
    const nodes = this.#graph.nodesFrom(this.#base.nodes.length)
    return { kind: 'Append', nodes, leaf: this.#graph.leaf }
  }

  #appendedCount(): number {
    return this.#graph.nodeCount - this.#base.nodes.length
  }

  #appendEvent(event: SessionEvent): void {
    const id = keyedNodeId(this.#graph, `e${this.#fresh.freshHex()}`, this.#fresh)
    this.#graph.append(id, { kind: 'event', event }, this.#fresh.now())
    this.#list(event)
  }

  #appendMessage(message: Message): void {
    appendMessage(this.#graph, message, this.#fresh)
    this.#list({ kind: 'Conversation', message })
  }

  #list(event: SessionEvent): void {
    this.#events.push(event)
    if (event.kind === 'Conversation') this.#messages.push(event.message)
    if (event.kind === 'Tool') this.#toolCalls.push(event.record)
  }
}

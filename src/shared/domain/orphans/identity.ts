import { array } from '@shared/domain/model/codec/basic'
import { part } from '@shared/domain/model/codec/message'
import { event } from '@shared/domain/model/codec/node'
import { toolOutput } from '@shared/domain/model/codec/tool'
import { anonHashInput } from '@shared/domain/model/keys'
import type { SessionEvent, SessionNode, ToolCallRecord } from '@shared/domain/model/node'
import { writeJson, writeString } from '@shared/json/write'
import { assertNever } from '@shared/result'

/**
 * What a node is and what it says, after orphans.md "Identity of a node". Two nodes are the same thing when their
 * identities are equal, and say the same when their contents are equal too. Both are canonical texts, so that JSON is
 * compared by value as lash reads it: key order does not matter, 1 and 1.0 differ. Node id, parent, time, origin and
 * stable key play no part.
 */
export interface Likeness {
  readonly identity: string
  /** Empty where the identity says everything. */
  readonly content: string
}

/** The likeness of one decoded node. */
export function likenessOf(node: SessionNode): Likeness {
  if (node.kind === 'plugin') {
    return { identity: `plugin ${writeString(node.plugin_type)} ${writeJson(node.body)}`, content: '' }
  }
  return likenessOfEvent(node.event)
}

function likenessOfEvent(value: SessionEvent): Likeness {
  switch (value.kind) {
    case 'Conversation': {
      const { id, role, parts } = value.message
      return { identity: `message ${id}`, content: `${role} ${array(part).write(parts)}` }
    }
    case 'Tool':
      return likenessOfCall(value.record)
    case 'Mode':
      return { identity: `mode ${writeString(value.mode_id)} ${writeJson(value.payload)}`, content: '' }
    case 'StateSnapshot':
      return { identity: event.write(value), content: '' }
    default:
      return assertNever(value)
  }
}

function likenessOfCall(record: ToolCallRecord): Likeness {
  if (record.call_id === undefined || record.call_id === '') {
    return { identity: `call ${anonHashInput(record)}`, content: '' }
  }
  return {
    identity: `call ${writeString(record.call_id)}`,
    content: `${writeJson(record.args)} ${toolOutput.write(record.output)}`
  }
}

/** Likenesses of all nodes as numbers: equal numbers mean equal texts. */
export interface Likenesses {
  /** By position: which thing the node is. */
  readonly identity: Int32Array
  /** By position: which thing it is together with what it says. */
  readonly content: Int32Array
}

/** Numbers the likenesses of `nodes`, so that classes and losses need no text. */
export function likenessesOf(nodes: readonly SessionNode[]): Likenesses {
  const identity = new Int32Array(nodes.length)
  const content = new Int32Array(nodes.length)
  const identities = new Map<string, number>()
  const contents = new Map<string, number>()
  for (const [position, node] of nodes.entries()) {
    const likeness = likenessOf(node)
    const number = numberOf(identities, likeness.identity)
    identity[position] = number
    content[position] = numberOf(contents, `${number} ${likeness.content}`)
  }
  return { identity, content }
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, numbers.size)
  return numbers.size - 1
}

import { type Codec, decodeText } from '@shared/domain/model/codec/codec'
import { message } from '@shared/domain/model/codec/message'
import { event, graph, node } from '@shared/domain/model/codec/node'
import { toolCallRecord } from '@shared/domain/model/codec/tool'
import type {
  Message,
  SessionEvent,
  SessionGraph,
  SessionNode,
  ToolCallRecord
} from '@shared/domain/model/node'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { asArray, BadCase, member } from './case'

/** Values of the session model inside operation vectors, in both directions. */

/** Decodes a value embedded in a case. */
export function decoded<T>(codec: Codec<T>, value: Json, what: string): T {
  const result = decodeText(codec, writeJson(value))
  if (result.ok) return result.value
  throw new BadCase(`${what} does not decode: ${result.error.reason} at ${result.error.path}`)
}

/** The JSON lash writes for a value. */
export function encoded<T>(codec: Codec<T>, value: T): Json {
  const json = parseJson(codec.write(value))
  if (json.ok) return json.value
  throw new Error(`a written value is not JSON: ${json.error.reason}`)
}

export function graphOf(input: JsonObject, key = 'graph'): SessionGraph {
  return decoded(graph, member(input, key), key)
}

export function messagesOf(input: JsonObject): Message[] {
  return listOf(input, 'messages', message)
}

export function toolCallsOf(input: JsonObject): ToolCallRecord[] {
  return listOf(input, 'tool_calls', toolCallRecord)
}

export function eventsOf(input: JsonObject): SessionEvent[] {
  return listOf(input, 'events', event)
}

export function nodesOf(input: JsonObject): SessionNode[] {
  return listOf(input, 'nodes', node)
}

export function nodesJson(nodes: readonly SessionNode[]): Json {
  return nodes.map((item) => encoded(node, item))
}

/** A member that is a string or null. */
export function optionalText(input: JsonObject, key: string): string | undefined {
  const value = member(input, key)
  if (value === null) return undefined
  if (typeof value === 'string') return value
  throw new BadCase(`${key} is neither a string nor null`)
}

export function flag(input: JsonObject, key: string): boolean {
  const value = member(input, key)
  if (typeof value === 'boolean') return value
  throw new BadCase(`${key} is not a boolean`)
}

export function listOf<T>(input: JsonObject, key: string, codec: Codec<T>): T[] {
  return asArray(member(input, key), key).map((item) => decoded(codec, item, key))
}

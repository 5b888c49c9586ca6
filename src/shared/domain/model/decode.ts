import type { Result } from '@shared/result'
import { type DecodeError, decodeText } from './codec/codec'
import { head } from './codec/head'
import { node } from './codec/node'
import { toolCallRecord } from './codec/tool'
import { toolValue } from './codec/tool-value'
import type { SessionHead } from './head'
import type { SessionNode, ToolCallRecord, ToolValue } from './node'

export type { DecodeError } from './codec/codec'
export { toolValueFromPlain } from './codec/tool-value'

/**
 * Strict readers and byte-exact writers of what a store holds. A text decodes exactly when lash decodes it
 * (store-format.md §6.6, §14.1–14.5, §14.23); a writer gives what lash would write back.
 */

/** Decodes a `node_json`. */
export function decodeNode(text: string): Result<SessionNode, DecodeError> {
  return decodeText(node, text, true)
}

/** The text of a node, byte for byte as lash writes it. */
export function encodeNode(value: SessionNode): string {
  return node.write(value)
}

/** Decodes a `head_json`. lash treats a head that does not decode as absent. */
export function decodeHead(text: string): Result<SessionHead, DecodeError> {
  return decodeText(head, text)
}

/** The text of a head, byte for byte as lash writes it. */
export function encodeHead(value: SessionHead): string {
  return head.write(value)
}

/** Decodes a tool call by the rules of lash (store-format.md §6.2). */
export function decodeToolCallRecord(text: string): Result<ToolCallRecord, DecodeError> {
  return decodeText(toolCallRecord, text)
}

/** The text of a tool call, byte for byte as lash writes it. */
export function encodeToolCallRecord(value: ToolCallRecord): string {
  return toolCallRecord.write(value)
}

/** Decodes a tool value: JSON in which one key is reserved (store-format.md §6.2). */
export function decodeToolValue(text: string): Result<ToolValue, DecodeError> {
  return decodeText(toolValue, text, true)
}

/** The text of a tool value, byte for byte as lash writes it. */
export function encodeToolValue(value: ToolValue): string {
  return toolValue.write(value)
}

import { sha256Hex } from '@shared/hash/sha256'
import { writeJson, writeString } from '@shared/json/write'
import { toolCallRecord, toolOutput } from './codec/tool'
import type { ToolCallRecord } from './node'

/** The keys by which lash tells tool calls apart (store-format.md §9.4). */

/** The text whose SHA-256 names a call that has no id: the JSON array of tool, arguments and output. */
export function anonHashInput(record: ToolCallRecord): string {
  return `[${writeString(record.tool)},${writeJson(record.args)},${toolOutput.write(record.output)}]`
}

/** The call id, or `anon-` and 12 hex digits when there is none or it is empty. */
export function stableKey(record: ToolCallRecord): string {
  if (record.call_id !== undefined && record.call_id !== '') return record.call_id
  return `anon-${sha256Hex(anonHashInput(record)).slice(0, 12)}`
}

/** Tells two calls apart also by arguments, output and duration. */
export function activeReadKey(record: ToolCallRecord): string {
  return `tool_call:${stableKey(record)}:${toolCallRecord.write(record)}`
}

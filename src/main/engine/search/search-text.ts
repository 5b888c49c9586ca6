import { encodeToolValue } from '@shared/domain/model/decode'
import type { SessionEvent, SessionNode, ToolCallRecord, ToolValue } from '@shared/domain/model/node'
import { writeJson } from '@shared/json/write'

/** Everything of a node that a user can search for, a line each: ids, names and texts, but no field names. */
export function searchText(node: SessionNode): string {
  const pieces = node.kind === 'plugin' ? [node.plugin_type, writeJson(node.body)] : eventText(node.event)
  return [node.node_id, ...pieces].join('\n')
}

function eventText(event: SessionEvent): string[] {
  switch (event.kind) {
    case 'Conversation': {
      const { id, parts } = event.message
      return [
        id,
        ...parts.flatMap(({ content, tool_call_id, tool_name }) => [
          tool_name ?? '',
          tool_call_id ?? '',
          content
        ])
      ]
    }
    case 'Tool':
      return callText(event.record)
    case 'Mode':
      return [event.mode_id, writeJson(event.payload)]
    default:
      return [event.data, ...[...event.files].flat()]
  }
}

function callText({ tool, call_id, args, output: { outcome } }: ToolCallRecord): string[] {
  const named = [tool, call_id ?? '', writeJson(args)]
  if (outcome.status === 'success') return [...named, valueText(outcome.payload)]
  const raw = outcome.payload.raw === undefined ? '' : valueText(outcome.payload.raw)
  return [...named, outcome.payload.message, raw]
}

/** A text as it reads, anything else as JSON. */
const valueText = (value: ToolValue): string =>
  value.kind === 'scalar' && typeof value.value === 'string' ? value.value : encodeToolValue(value)

const BEFORE = 40
const AFTER = 120

/**
 * The words around the first hit, on one line: from its line of `searchText` on, beginning with a whole word; undefined
 * where `text` is not found. Upper and lower case are one.
 */
export function snippetOf(text: string, wanted: string): string | undefined {
  const at = text.toLowerCase().indexOf(wanted.toLowerCase())
  if (at < 0) return undefined
  const line = text.lastIndexOf('\n', at) + 1
  const from = wordStart(text, Math.max(line, at - BEFORE), line, at)
  const to = Math.min(text.length, at + wanted.length + AFTER)
  const words = text.slice(from, to).replace(/\s+/gu, ' ').trim()
  return `${from > line ? '…' : ''}${words}${to < text.length ? '…' : ''}`
}

/** The next beginning of a word at or after `from`, if one comes before `at`. */
function wordStart(text: string, from: number, line: number, at: number): number {
  if (from === line) return from
  const space = text.indexOf(' ', from - 1)
  return space === -1 || space >= at ? from : space + 1
}

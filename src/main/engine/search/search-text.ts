import { encodeToolValue } from '@shared/domain/model/decode'
import type { Part, SessionEvent, SessionNode, ToolCallRecord, ToolValue } from '@shared/domain/model/node'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import type { NodeRow } from '../../store/rows'
import type { ReadRow } from '../view/card'

/**
 * Everything of a row that a user can search for: its ids, names and texts as they read, but no field names. Of a row
 * that does not decode, what is stored, and the texts in it as they read where it is JSON.
 */
export function searchTexts({ stored, node }: ReadRow): string[] {
  if (node === undefined) return [stored.columnId, ...damagedTexts(stored)]
  const ids = node.node_id === stored.columnId ? [node.node_id] : [node.node_id, stored.columnId]
  const body = node.kind === 'plugin' ? [node.plugin_type, ...jsonTexts(node.body)] : eventTexts(node.event)
  return [...ids, ...body]
}

function eventTexts(event: SessionEvent): string[] {
  switch (event.kind) {
    case 'Conversation': {
      const { id, parts, origin } = event.message
      return [id, origin?.plugin_id ?? '', ...parts.flatMap(partTexts)]
    }
    case 'Tool':
      return [event.stable_key, ...callTexts(event.record)]
    case 'Mode':
      return [event.mode_id, ...jsonTexts(event.payload)]
    default:
      return [event.data, ...[...event.files].flat()]
  }
}

function partTexts({
  content,
  tool_call_id,
  tool_name,
  prune_state,
  reasoning_meta,
  attachment
}: Part): string[] {
  const shortened =
    prune_state.kind === 'Deleted'
      ? [prune_state.breadcrumb]
      : prune_state.kind === 'Summarized'
        ? [prune_state.summary]
        : []
  return [
    tool_name ?? '',
    tool_call_id ?? '',
    content,
    ...shortened,
    ...(reasoning_meta?.summary ?? []),
    attachment?.reference.label ?? ''
  ]
}

function callTexts({ tool, call_id, args, output: { outcome } }: ToolCallRecord): string[] {
  const named = [tool, call_id ?? '', ...jsonTexts(args)]
  if (outcome.status === 'success') return [...named, ...valueTexts(outcome.payload)]
  const { payload } = outcome
  const code = outcome.status === 'failure' ? [outcome.payload.class, outcome.payload.code] : []
  return [...named, ...code, payload.message, ...(payload.raw === undefined ? [] : valueTexts(payload.raw))]
}

/** A text as it reads, anything else as JSON. */
function valueTexts(value: ToolValue): string[] {
  if (value.kind === 'scalar' && typeof value.value === 'string') return [value.value]
  return [encodeToolValue(value), ...toolLeaves(value)]
}

/** A value as JSON, and as they read those texts in it that JSON writes otherwise. */
function jsonTexts(value: Json): string[] {
  const texts = [writeJson(value)]
  const open: Json[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') keep(texts, next)
    else if (Array.isArray(next)) open.push(...next)
    else if (next instanceof Map) for (const [name, inner] of next) open.push(name, inner)
  }
  return texts
}

function toolLeaves(value: ToolValue): string[] {
  const texts: string[] = []
  const open: ToolValue[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'scalar' && typeof next.value === 'string') keep(texts, next.value)
    else if (next.kind === 'array') open.push(...next.items)
    else if (next.kind === 'object')
      for (const [name, inner] of next.entries) {
        keep(texts, name)
        open.push(inner)
      }
  }
  return texts
}

/** Keeps a text that JSON writes otherwise than it reads. */
function keep(texts: string[], text: string): void {
  if (JSON.stringify(text).length !== text.length + 2) texts.push(text)
}

function damagedTexts({ json }: NodeRow): string[] {
  if (json === undefined) return []
  const texts = [json]
  try {
    JSON.parse(json, (_name, value: unknown) => {
      if (typeof value === 'string') texts.push(value)
      return null
    })
  } catch {
    // no JSON at all
  }
  return texts
}

/** Names of the tools that a node calls or brings results of. */
export function toolNames(node: SessionNode): string[] {
  if (node.kind === 'plugin') return []
  if (node.event.kind === 'Tool') return [node.event.record.tool]
  if (node.event.kind !== 'Conversation') return []
  return node.event.message.parts.flatMap(({ tool_name }) => tool_name ?? [])
}

/** Letters that become ASCII letters when lowered, or other than one letter. They stay as they are. */
const STAYING = /[\u0130\u212a]/u

/**
 * A text in which upper and lower case are one, letter by letter: of the same length, and with no ASCII letter where
 * there was none, as SQLite's own comparison has it.
 */
export function fold(text: string): string {
  if (!STAYING.test(text)) return lower(text)
  return text.replaceAll(/[^\u0130\u212a]+/gu, lower)
}

/** The final sigma depends on what stands behind it, so both are one. */
const lower = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ')

const BEFORE = 40
const AFTER = 120

/**
 * The words around the first place that says `wanted` (folded), on one line: from the beginning of its line on, or of a
 * word near by; undefined where none of the texts does.
 */
export function snippetOf(texts: readonly string[], wanted: string): string | undefined {
  for (const text of texts) {
    const at = fold(text).indexOf(wanted)
    if (at >= 0) return around(text, at, wanted.length)
  }
  return undefined
}

function around(text: string, at: number, length: number): string {
  const line = text.lastIndexOf('\n', at) + 1
  const from = wordStart(text, Math.max(line, at - BEFORE), line, at)
  const to = Math.min(text.length, at + length + AFTER)
  const words = text.slice(from, to).replace(/\s+/gu, ' ').trim()
  return `${from > line ? '…' : ''}${words}${to < text.length ? '…' : ''}`
}

/** The next beginning of a word at or after `from`, if one comes before `at`. */
function wordStart(text: string, from: number, line: number, at: number): number {
  if (from === line) return from
  const space = text.indexOf(' ', from - 1)
  return space === -1 || space >= at ? from : space + 1
}

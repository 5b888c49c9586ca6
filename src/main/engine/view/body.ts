import { encodeToolValue } from '@shared/domain/model/decode'
import type {
  AttachmentRef,
  Message,
  Part,
  PruneState,
  Retry,
  SessionNode,
  ToolCallRecord,
  ToolControl,
  ToolValue
} from '@shared/domain/model/node'
import type { NodeBody, PartView } from '@shared/ipc/store'
import { indentJson } from '@shared/json/indent'
import { writeJson } from '@shared/json/write'
import { type ReadRow, stepOf } from './card'

/** Everything that a row holds, as the inspector shows it. */
export function bodyOf({ node, undecodable }: ReadRow): NodeBody {
  if (node === undefined) return { kind: 'unreadable', reason: undecodable ?? 'not readable' }
  return bodyOfNode(node)
}

function bodyOfNode(node: SessionNode): NodeBody {
  if (node.kind === 'plugin')
    return { kind: 'plugin', type: node.plugin_type, body: indentJson(writeJson(node.body)) }
  const { event } = node
  switch (event.kind) {
    case 'Conversation':
      return messageBody(event.message)
    case 'Tool':
      return callBody(event.record)
    case 'Mode':
      return {
        kind: 'mode',
        mode: event.mode_id,
        step: stepOf(event.payload) ?? '',
        payload: indentJson(writeJson(event.payload))
      }
    default:
      return { kind: 'snapshot', version: String(event.version), data: event.data, files: [...event.files] }
  }
}

function messageBody(message: Message): NodeBody {
  return {
    kind: 'message',
    role: message.role,
    messageId: message.id,
    origin: message.origin?.plugin_id ?? null,
    transient: message.origin?.transient === true,
    parts: message.parts.map(partView)
  }
}

function partView(part: Part): PartView {
  return {
    kind: part.kind,
    text: part.content,
    prune: pruneWords(part.prune_state),
    toolName: part.tool_name ?? null,
    toolCallId: part.tool_call_id ?? null,
    attachment: part.attachment === undefined ? null : attachmentView(part.attachment.reference),
    meta: partMeta(part)
  }
}

/** "Cleared", "deleted" or "summarised part" (words.md), with what was left in its place. */
function pruneWords(state: PruneState): string | null {
  switch (state.kind) {
    case 'Intact':
      return null
    case 'Cleared':
      return 'cleared'
    case 'Deleted':
      return `deleted: ${state.breadcrumb}`
    default:
      return `summarised: ${state.summary}`
  }
}

function attachmentView(ref: AttachmentRef): PartView['attachment'] {
  return { type: ref.media_type, bytes: Number(ref.byte_len), label: ref.label ?? null, id: ref.id }
}

function partMeta({ tool_replay, reasoning_meta, response_meta }: Part): [string, string][] {
  const pairs: [string, string | undefined][] = [
    ['replay item', tool_replay?.item_id],
    ['replay data', tool_replay?.opaque],
    ['reasoning item', reasoning_meta?.item_id],
    ['encrypted reasoning', reasoning_meta?.encrypted_content],
    ['signature', reasoning_meta?.signature],
    ['redacted', reasoning_meta?.redacted === true ? 'yes' : undefined],
    ['summary', reasoning_meta?.summary.join('\n') || undefined],
    ['response', response_meta?.id],
    ['status', response_meta?.status],
    ['phase', response_meta?.phase]
  ]
  return pairs.filter((pair): pair is [string, string] => pair[1] !== undefined)
}

function callBody({ tool, call_id, args, output, duration_ms }: ToolCallRecord): NodeBody {
  const { outcome, control } = output
  const value = outcome.status === 'success' ? outcome.payload : outcome.payload.raw
  return {
    kind: 'tool',
    tool,
    callId: call_id ?? null,
    status: outcome.status,
    args: indentJson(writeJson(args)),
    result: value === undefined ? '' : indentJson(encodeToolValue(value)),
    facts: outcomeFacts(outcome),
    control: control === undefined ? null : controlWords(control),
    durationMs: Number(duration_ms),
    attachments: value === undefined ? [] : attachmentsIn(value)
  }
}

function outcomeFacts(outcome: ToolCallRecord['output']['outcome']): [string, string][] {
  if (outcome.status === 'success') return []
  if (outcome.status === 'cancelled') {
    return [
      ['message', outcome.payload.message],
      ['source', outcome.payload.source]
    ]
  }
  const { payload } = outcome
  return [
    ['class', payload.class],
    ['code', payload.code],
    ['message', payload.message],
    ['source', payload.source],
    ['retry', retryWords(payload.retry)]
  ]
}

function retryWords(retry: Retry): string {
  switch (retry.type) {
    case 'never':
      return 'never'
    case 'safe':
      return retry.after_ms === undefined ? 'safe' : `safe after ${retry.after_ms} ms`
    default:
      return `given up after ${retry.attempts} attempts`
  }
}

function controlWords(control: ToolControl): string {
  switch (control.type) {
    case 'handoff':
      return `hands the session over to ${control.session_id}`
    case 'finish':
      return `ends the turn with ${encodeToolValue(control.value)}`
    default:
      return `ends the turn as failed: ${control.failure.message}`
  }
}

/** Attachment ids anywhere in a tool value, in order. */
function attachmentsIn(value: ToolValue): string[] {
  switch (value.kind) {
    case 'attachment':
      return [value.ref.id]
    case 'array':
      return value.items.flatMap(attachmentsIn)
    case 'object':
      return [...value.entries.values()].flatMap(attachmentsIn)
    default:
      return []
  }
}

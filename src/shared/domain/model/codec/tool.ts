import type {
  FailureClass,
  FailureSource,
  Retry,
  ToolCallRecord,
  ToolCancellation,
  ToolControl,
  ToolFailure,
  ToolOutcome
} from '../node'
import { json, oneOf, string, u32, u64 } from './basic'
import { type Codec, within } from './codec'
import { optional, required, struct, tag } from './struct'
import { adjacentParts, tagged } from './tagged'
import { toolValue } from './tool-value'

/** Tool call records (store-format.md §6.2). */

const failureSource = oneOf<FailureSource>(['runtime', 'tool', 'plugin', 'policy', 'cancellation'])
const failureClass = oneOf<FailureClass>([
  'invalid_request',
  'unavailable',
  'permission_denied',
  'timeout',
  'execution',
  'external',
  'resource_limit',
  'internal'
])

const retry = tagged<'type', Retry>('type', {
  never: struct<Extract<Retry, { type: 'never' }>>({ type: tag('never') }),
  safe: struct<Extract<Retry, { type: 'safe' }>>({ type: tag('safe'), after_ms: optional(u64) }),
  exhausted: struct<Extract<Retry, { type: 'exhausted' }>>({
    type: tag('exhausted'),
    attempts: required(u32)
  })
})

const failure = struct<ToolFailure>({
  class: required(failureClass),
  code: required(string),
  message: required(string),
  source: required(failureSource),
  retry: required(retry),
  raw: optional(toolValue)
})

const cancellation = struct<ToolCancellation>({
  message: required(string),
  source: required(failureSource),
  raw: optional(toolValue)
})

const status = oneOf<ToolOutcome['status']>(['success', 'failure', 'cancelled'])

const outcome: Codec<ToolOutcome> = {
  read(raw, at) {
    const { name, content } = adjacentParts(raw, at, { tag: 'status', content: 'payload' }, status)
    switch (name) {
      case 'success':
        return { status: name, payload: within('payload', toolValue, content, at) }
      case 'failure':
        return { status: name, payload: within('payload', failure, content, at) }
      case 'cancelled':
        return { status: name, payload: within('payload', cancellation, content, at) }
    }
  },
  write: (value) => `{"status":"${value.status}","payload":${writePayload(value)}}`
}

function writePayload(value: ToolOutcome): string {
  switch (value.status) {
    case 'success':
      return toolValue.write(value.payload)
    case 'failure':
      return failure.write(value.payload)
    case 'cancelled':
      return cancellation.write(value.payload)
  }
}

const control = tagged<'type', ToolControl>('type', {
  handoff: struct<Extract<ToolControl, { type: 'handoff' }>>({
    type: tag('handoff'),
    session_id: required(string)
  }),
  finish: struct<Extract<ToolControl, { type: 'finish' }>>({
    type: tag('finish'),
    value: required(toolValue)
  }),
  fail: struct<Extract<ToolControl, { type: 'fail' }>>({ type: tag('fail'), failure: required(failure) })
})

export const toolOutput = struct<ToolCallRecord['output']>({
  outcome: required(outcome),
  control: optional(control)
})

export const toolCallRecord = struct<ToolCallRecord>({
  call_id: optional(string),
  tool: required(string),
  args: required(json),
  output: required(toolOutput),
  duration_ms: required(u64)
})

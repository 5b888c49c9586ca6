import type { Json } from '@shared/json/value'
import fc from 'fast-check'
import type {
  AttachmentRef,
  FailureClass,
  FailureSource,
  Message,
  Part,
  PartKind,
  PruneState,
  Retry,
  SessionEvent,
  SessionNode,
  ToolCallRecord,
  ToolControl,
  ToolFailure,
  ToolOutcome,
  ToolValue
} from './node'

/** Generators of everything a node can hold, for property tests. Floats are such that lash reads them exactly. */

const U64 = fc.bigInt(0n, 2n ** 64n - 1n)
const U32 = fc.bigInt(0n, 2n ** 32n - 1n)
const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '{"path":"ports.toml"}', 'a:1.5e3,', '\u001b[0m', '\\ud83d', '$lash_tool_value', '😀')
)
const NUMBER = fc.oneof(
  fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => n / 1000),
  fc.constantFrom(1, -0, 100)
)
const INTEGER = fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n)

/** Any free JSON value. */
export const freeJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false),
    INTEGER,
    NUMBER,
    TEXT,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(TEXT, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries))
  )
})).value

/** A struct whose optional members are there or not. */
function partly<T extends object, K extends keyof T>(
  model: { [P in keyof T]-?: fc.Arbitrary<Exclude<T[P], undefined>> },
  requiredKeys: K[]
): fc.Arbitrary<T> {
  return fc.record(model, { requiredKeys, noNullPrototype: true }) as unknown as fc.Arbitrary<T>
}

const attachmentRef = partly<AttachmentRef, 'id' | 'media_type' | 'byte_len'>(
  {
    id: TEXT,
    media_type: fc.constantFrom('png', 'jpeg', 'gif', 'webp', 'bmp'),
    byte_len: U64,
    width: U32,
    height: U32,
    label: TEXT
  },
  ['id', 'media_type', 'byte_len']
)

export const toolValues: fc.Arbitrary<ToolValue> = fc.letrec<{ value: ToolValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('scalar' as const),
      value: fc.oneof(fc.constant(null), fc.boolean(), INTEGER, NUMBER, TEXT)
    }),
    fc.record({ kind: fc.constant('attachment' as const), ref: attachmentRef }),
    fc.record({ kind: fc.constant('array' as const), items: fc.array(tie('value'), { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('object' as const),
      entries: fc.array(fc.tuple(TEXT, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries))
    })
  )
})).value

const pruneState: fc.Arbitrary<PruneState> = fc.oneof(
  fc.constantFrom<PruneState>({ kind: 'Intact' }, { kind: 'Cleared' }),
  fc.record({ kind: fc.constant('Deleted' as const), breadcrumb: TEXT, archive_hash: TEXT }),
  fc.record({ kind: fc.constant('Summarized' as const), summary: TEXT, archive_hash: TEXT })
)

const part = partly<Part, 'id' | 'kind' | 'content' | 'prune_state'>(
  {
    id: TEXT,
    kind: fc.constantFrom<PartKind>(
      'Text',
      'Image',
      'Code',
      'Output',
      'Error',
      'Prose',
      'ToolCall',
      'Reasoning'
    ),
    content: TEXT,
    attachment: fc.record({ reference: attachmentRef }),
    tool_call_id: TEXT,
    tool_name: TEXT,
    tool_replay: partly<NonNullable<Part['tool_replay']>, never>({ item_id: TEXT, opaque: TEXT }, []),
    prune_state: pruneState,
    reasoning_meta: partly<NonNullable<Part['reasoning_meta']>, 'redacted' | 'summary'>(
      {
        item_id: TEXT,
        encrypted_content: TEXT,
        signature: TEXT,
        redacted: fc.boolean(),
        summary: fc.array(TEXT, { maxLength: 2 })
      },
      ['redacted', 'summary']
    ),
    response_meta: partly<NonNullable<Part['response_meta']>, never>(
      { id: TEXT, status: TEXT, phase: fc.constantFrom('commentary', 'final_answer') },
      []
    )
  },
  ['id', 'kind', 'content', 'prune_state']
)

export const messages = partly<Message, 'id' | 'role' | 'parts'>(
  {
    id: TEXT,
    role: fc.constantFrom('User', 'Assistant', 'System'),
    parts: fc.array(part, { maxLength: 3 }),
    origin: fc.record({ kind: fc.constant('plugin' as const), plugin_id: TEXT, transient: fc.boolean() })
  },
  ['id', 'role', 'parts']
)

const source = fc.constantFrom<FailureSource>('runtime', 'tool', 'plugin', 'policy', 'cancellation')
const failureClass = fc.constantFrom<FailureClass>('invalid_request', 'timeout', 'external', 'internal')
const retry: fc.Arbitrary<Retry> = fc.oneof(
  fc.constantFrom<Retry>({ type: 'never' }, { type: 'safe' }),
  fc.record({ type: fc.constant('safe' as const), after_ms: U64 }),
  fc.record({ type: fc.constant('exhausted' as const), attempts: U32 })
)

const failure = partly<ToolFailure, 'class' | 'code' | 'message' | 'source' | 'retry'>(
  { class: failureClass, code: TEXT, message: TEXT, source, retry, raw: notNull() },
  ['class', 'code', 'message', 'source', 'retry']
)

/** A `raw` of null reads as absent. */
function notNull(): fc.Arbitrary<ToolValue> {
  return toolValues.filter((value) => value.kind !== 'scalar' || value.value !== null)
}

const outcome: fc.Arbitrary<ToolOutcome> = fc.oneof(
  fc.record({ status: fc.constant('success' as const), payload: toolValues }),
  fc.record({ status: fc.constant('failure' as const), payload: failure }),
  fc.record({ status: fc.constant('cancelled' as const), payload: fc.record({ message: TEXT, source }) })
)

const control: fc.Arbitrary<ToolControl> = fc.oneof(
  fc.record({ type: fc.constant('handoff' as const), session_id: TEXT }),
  fc.record({ type: fc.constant('finish' as const), value: toolValues }),
  fc.record({ type: fc.constant('fail' as const), failure })
)

export const toolCallRecords = partly<ToolCallRecord, 'tool' | 'args' | 'output' | 'duration_ms'>(
  {
    call_id: TEXT,
    tool: TEXT,
    args: freeJson,
    output: partly<ToolCallRecord['output'], 'outcome'>({ outcome, control }, ['outcome']),
    duration_ms: U64
  },
  ['tool', 'args', 'output', 'duration_ms']
)

export const events: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ kind: fc.constant('Conversation' as const), message: messages }),
  fc.record({ kind: fc.constant('Tool' as const), stable_key: TEXT, record: toolCallRecords }),
  fc.record({ kind: fc.constant('Mode' as const), mode_id: TEXT, payload: freeJson }),
  fc.record({
    kind: fc.constant('StateSnapshot' as const),
    version: U32,
    data: TEXT,
    files: fc.array(fc.tuple(TEXT, TEXT), { maxLength: 2 }).map((entries) => new Map(entries))
  })
)

export const nodes: fc.Arbitrary<SessionNode> = fc
  .tuple(
    fc.record({ node_id: TEXT, timestamp: TEXT, parent_node_id: fc.option(TEXT, { nil: undefined }) }),
    fc.oneof(
      fc.record({ kind: fc.constant('event' as const), event: events }),
      fc.record({ kind: fc.constant('plugin' as const), plugin_type: TEXT, body: freeJson })
    )
  )
  .map(([{ parent_node_id, ...base }, rest]) => {
    return parent_node_id === undefined ? { ...base, ...rest } : { ...base, parent_node_id, ...rest }
  })

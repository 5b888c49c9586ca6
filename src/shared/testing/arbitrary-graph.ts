import type {
  Message,
  SessionEvent,
  SessionGraph,
  SessionNode,
  ToolCallRecord
} from '@shared/domain/model/node'
import fc from 'fast-check'

/**
 * Random session graphs for property tests. Ids come from a small set, so that parents are found, dangle, point
 * forwards, form loops, and ids repeat; with `tame` every parent stands before its child and no id repeats.
 */
const messageId = fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5', '')
const callId = fc.constantFrom('c1', 'c2', 'c3', '')

export const arbitraryMessage: fc.Arbitrary<Message> = fc
  .record({
    id: messageId,
    role: fc.constantFrom('User' as const, 'Assistant' as const, 'System' as const),
    call: fc.option(callId, { nil: undefined }),
    text: fc.constantFrom('', ' ', 'hello', 'second try'),
    transient: fc.boolean()
  })
  .map(({ id, role, call, text, transient }) => ({
    id,
    role,
    parts: [
      {
        id: `${id}.p0`,
        kind: 'Text' as const,
        content: text,
        prune_state: { kind: 'Intact' as const },
        ...(call === undefined ? {} : { tool_call_id: call })
      }
    ],
    ...(transient ? { origin: { kind: 'plugin' as const, plugin_id: 'reminder', transient } } : {})
  }))

export const arbitraryToolCall: fc.Arbitrary<ToolCallRecord> = fc
  .record({
    call: fc.option(callId, { nil: undefined }),
    duration: fc.bigInt(0n, 3n),
    arg: fc.bigInt(0n, 2n)
  })
  .map(({ call, duration, arg }) => ({
    ...(call === undefined ? {} : { call_id: call }),
    tool: 'read_file',
    args: new Map([['line', arg]]),
    output: { outcome: { status: 'success', payload: { kind: 'scalar', value: 'ok' } } },
    duration_ms: duration
  }))

export const arbitraryEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 4, arbitrary: arbitraryMessage.map((message) => ({ kind: 'Conversation' as const, message })) },
  {
    weight: 2,
    arbitrary: arbitraryToolCall.map((record) => ({
      kind: 'Tool' as const,
      stable_key: record.call_id ?? 'anon-000000000000',
      record
    }))
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'Mode' as const, mode_id: 'rlm', payload: null }) }
)

const arbitraryBody = fc.oneof(
  { weight: 6, arbitrary: arbitraryEvent.map((event) => ({ kind: 'event' as const, event })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'plugin' as const, plugin_type: 'demo.marker', body: null }) }
)

const timestamp = fc.integer({ min: 0, max: 9 }).map((second) => `2026-05-17T08:00:0${second}+00:00`)

/** Any graph at all: dangling parents, repeated ids, loops, a leaf that may be absent or unknown. */
export const arbitraryGraph: fc.Arbitrary<SessionGraph> = fc.integer({ min: 0, max: 12 }).chain((size) => {
  const id = fc.integer({ min: 0, max: size + 1 }).map((number) => `n${number}`)
  const optionalId = fc.option(id, { nil: undefined })
  const node = fc
    .record({ id, parent: optionalId, timestamp, body: arbitraryBody })
    .map((drawn) => nodeOf(drawn.id, drawn.parent, drawn.timestamp, drawn.body))
  return fc
    .record({ nodes: fc.array(node, { minLength: size, maxLength: size }), leaf: optionalId })
    .map(({ nodes, leaf }) => (leaf === undefined ? { nodes } : { nodes, leaf_node_id: leaf }))
})

/** A graph that a store can hold and a runtime can read: no repeated ids, no loops; parents and leaf may dangle. */
export const arbitraryTameGraph: fc.Arbitrary<SessionGraph> = fc
  .array(fc.record({ back: fc.nat({ max: 14 }), timestamp, body: arbitraryBody }), { maxLength: 12 })
  .chain((drawn) => {
    const nodes = drawn.map(({ back, timestamp: at, body }, position) => {
      const parent = position - back < 0 ? (back % 5 === 0 ? 'gone' : undefined) : `n${position - back}`
      return nodeOf(`n${position}`, parent === `n${position}` ? undefined : parent, at, body)
    })
    const leaves = ['gone', ...nodes.map((node) => node.node_id)]
    return fc
      .option(fc.constantFrom(...leaves), { nil: undefined })
      .map((leaf) => (leaf === undefined ? { nodes } : { nodes, leaf_node_id: leaf }))
  })

type Body =
  | { readonly kind: 'event'; readonly event: SessionEvent }
  | { readonly kind: 'plugin'; readonly plugin_type: string; readonly body: null }

function nodeOf(id: string, parent: string | undefined, at: string, body: Body): SessionNode {
  return { node_id: id, ...(parent === undefined ? {} : { parent_node_id: parent }), timestamp: at, ...body }
}

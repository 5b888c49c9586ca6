import type { CallFields, Content, MessageFields, Outcome } from './node-json'
import type { Pen } from './pen'

/** One model call with its tools: the assistant message, the calls it made, the results as the model saw them. */
export interface ToolRound {
  readonly assistant: MessageFields
  readonly calls: readonly CallFields[]
  readonly results: MessageFields
}

const TOOLS: readonly [string, ...string[]] = ['read_file', 'grep', 'exec_command', 'apply_patch', 'list_dir']

/** Invented contents for stores of any size; 500 to 600 bytes of JSON a node on average. */
export const question = (pen: Pen): MessageFields => ({
  id: `m${pen.prng.hex()}`,
  role: 'User',
  parts: [{ kind: 'Text', content: pen.prose(30 + pen.prng.below(150)) }]
})

export const answer = (pen: Pen): MessageFields => ({
  id: `m${pen.prng.hex()}`,
  role: 'Assistant',
  parts: [{ kind: 'Prose', content: pen.prose(60 + pen.prng.below(220)) }]
})

export function toolRound(pen: Pen): ToolRound {
  const calls = Array.from({ length: 1 + pen.prng.below(2) }, () => call(pen))
  const reasoning = { kind: 'Reasoning', content: pen.prose(60), reasoning_meta: {} } as const
  return {
    assistant: {
      id: `m${pen.prng.hex()}`,
      role: 'Assistant',
      parts: [
        ...(pen.prng.chance(0.3) ? [reasoning] : []),
        ...calls.map((made) => ({
          kind: 'ToolCall' as const,
          content: JSON.stringify(made.args),
          tool_call_id: made.call_id,
          tool_name: made.tool
        }))
      ]
    },
    calls,
    results: {
      id: `m${pen.prng.hex()}`,
      role: 'User',
      parts: calls.map((made) => ({
        kind: 'ToolResult' as const,
        content: seenByModel(made.output.outcome),
        tool_call_id: made.call_id,
        tool_name: made.tool
      }))
    }
  }
}

function call(pen: Pen): CallFields {
  const { prng } = pen
  return {
    call_id: `call_${prng.hex().slice(0, 24)}`,
    tool: prng.pick(TOOLS),
    args: { limit: prng.below(400), path: `src/${pen.prose(8).replaceAll(/\W+/g, '/')}.ts` },
    output: { outcome: outcome(pen) },
    duration_ms: prng.below(9000)
  }
}

function outcome(pen: Pen): Outcome {
  const dice = pen.prng.below(100)
  if (dice < 3)
    return { status: 'cancelled', payload: { message: 'stopped by user', source: 'cancellation' } }
  if (dice < 10) {
    return {
      status: 'failure',
      payload: {
        class: 'execution',
        code: 'exit_1',
        message: pen.prose(40),
        source: 'tool',
        retry: { type: 'never' }
      }
    }
  }
  return {
    status: 'success',
    payload: { lines: pen.prng.below(900), text: pen.prose(20 + pen.prng.below(60)) }
  }
}

/** What the model is shown of a call's outcome. */
export function seenByModel(outcome: Outcome): string {
  if (outcome.status === 'success') {
    return typeof outcome.payload === 'string' ? outcome.payload : JSON.stringify(outcome.payload)
  }
  const kind = outcome.status === 'failure' ? 'failed' : 'cancelled'
  return `[Tool execution ${kind}] ${outcome.payload.message}`
}

/** A node that is neither message nor call: a mode step or a plugin's note. */
export function sideNode(pen: Pen): Content {
  const count = pen.prng.below(1000)
  if (pen.prng.chance(0.5)) {
    return { plugin: { type: 'demo.bookmark', body: { count, note: pen.prose(120) } } }
  }
  return { mode: { mode_id: 'plan', payload: { step: { name: pen.prose(80), number: count } } } }
}

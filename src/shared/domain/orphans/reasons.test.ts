import { graphOf } from '@shared/domain/graph/node'
import { decodeNode } from '@shared/domain/model/decode'
import type { SessionNode } from '@shared/domain/model/node'
import { describe, expect, it } from 'vitest'
import { analyseOrphans, type ExplainedBranch } from './analyse'
import type { LostRow } from './context'

function node(id: string, parent: string | null, fields: object): SessionNode {
  const record = { node_id: id, parent_node_id: parent, timestamp: '2026-05-17T08:00:00+00:00', ...fields }
  const decoded = decodeNode(JSON.stringify(record))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.error))
  return decoded.value
}

const event = (body: object): object => ({ kind: 'event', event: body })
const message =
  (role: string) =>
  (id: string, parent: string | null, text = id, messageId = id) =>
    node(
      id,
      parent,
      event({
        Conversation: {
          id: messageId,
          role,
          parts: [
            {
              id: `${messageId}.p0`,
              kind: 'Text',
              content: text,
              prune_state: 'Intact'
            }
          ]
        }
      })
    )
const user = message('User')
const assistant = message('Assistant')
const plugin = (id: string, parent: string | null) =>
  node(id, parent, { kind: 'plugin', plugin_type: 'demo.marker', body: id })
const call = (id: string, parent: string | null, callId = id) =>
  node(
    id,
    parent,
    event({
      Tool: {
        Invocation: {
          stable_key: callId,
          record: {
            call_id: callId,
            tool: 'grep',
            args: {},
            output: { outcome: { status: 'success', payload: 1 } },
            duration_ms: 1
          }
        }
      }
    })
  )
const rlmStep = (id: string, parent: string | null) =>
  node(id, parent, event({ Mode: { mode_id: 'rlm', payload: { RlmDiagnostic: {} } } }))

function branchesOf(
  leaf: string,
  nodes: readonly SessionNode[],
  lost: ReadonlyMap<string, LostRow> = new Map()
): readonly ExplainedBranch[] {
  return analyseOrphans({ graph: graphOf(nodes, leaf), bytes: nodes.map(() => 1), lost }).branches
}

function onlyBranch(...args: Parameters<typeof branchesOf>): ExplainedBranch {
  const [branch, ...others] = branchesOf(...args)
  if (!branch || others.length > 0) throw new Error(`${others.length + 1} branches`)
  return branch
}

describe('why a branch is off the path', () => {
  it('cycle: it is in a parent loop or below one', () => {
    const branch = onlyBranch('a', [user('a', null), user('x', 'y'), user('y', 'x'), user('z', 'y')])
    expect(branch).toMatchObject({ code: 'cycle', topId: 'x', members: [1, 2, 3] })
    expect(branch.evidence).toContain('x → y')
  })

  it('cycle: it hangs on a path that runs in a loop', () => {
    const branch = onlyBranch('b', [user('a', 'b'), user('b', 'a'), user('c', 'a')])
    expect(branch).toMatchObject({ code: 'cycle', topId: 'c' })
  })

  it.each([
    ['not stored', undefined],
    ['tombstoned', 'tombstoned'],
    ['undecodable', 'undecodable']
  ] as const)('cut-off: its chain of parents ends at a node that is %s', (words, state) => {
    const lost = new Map(state ? [['gone', state] as const] : [])
    const branch = onlyBranch('a', [user('a', null), user('b', 'gone')], lost)
    expect(branch.code).toBe('cut-off')
    expect(branch.evidence).toContain(`gone, which is ${words}`)
  })

  it('runtime-copy: the path holds everything in it', () => {
    const branch = onlyBranch('c2', [
      user('q', null),
      call('e1', 'q', 'c'),
      user('e2', 'e1', 'q', 'q'),
      call('c2', 'q', 'c')
    ])
    expect(branch).toMatchObject({ code: 'runtime-copy', class: 'copy', copies: 2 })
    expect(branch.evidence).toContain('e1 there as c2')
  })

  it('rlm-history: it holds rlm steps of earlier turns', () => {
    const branch = onlyBranch('b', [user('a', null), rlmStep('s', 'a'), user('b', 'a')])
    expect(branch.code).toBe('rlm-history')
    expect(branch.evidence).toContain('1 rlm step')
  })

  it('compacted: the path starts at a summary, and it is the history from before', () => {
    const branch = onlyBranch('c', [
      user('a', null),
      assistant('b', 'a'),
      assistant('compaction-summary', null),
      user('c', 'compaction-summary')
    ])
    expect(branch).toMatchObject({ code: 'compacted', topId: 'a' })
  })

  it('compacted: it went on below a summary that a later compaction kept', () => {
    const branch = onlyBranch('c2', [
      assistant('compaction-summary', null),
      user('q', 'compaction-summary'),
      call('c', 'q'),
      user('q2', 'compaction-summary'),
      call('c2', 'q2', 'c')
    ])
    expect(branch).toMatchObject({ code: 'compacted', topId: 'q' })
    expect(branch.evidence).toContain('later compaction')
  })

  it('retried-question: branch and path part at one node and go on with a question each', () => {
    const branch = onlyBranch('q2', [
      assistant('a', null),
      user('q1', 'a', 'old one'),
      assistant('b', 'q1'),
      user('q2', 'a', 'new one')
    ])
    expect(branch.code).toBe('retried-question')
    expect(branch.evidence).toBe('After a the question “old one” (q1) became “new one” (q2).')
  })

  it('retried-question: they part at two roots', () => {
    expect(onlyBranch('q2', [user('q1', null), user('q2', null)]).code).toBe('retried-question')
  })

  it('retried-question: they part behind copies that the runtime made', () => {
    const branch = onlyBranch('q2', [
      user('q', null),
      call('e1', 'q', 'c'),
      assistant('e2', 'e1', 'b', 'b'),
      user('q1', 'e2'),
      call('c', 'q'),
      assistant('b', 'c'),
      user('q2', 'b')
    ])
    expect(branch).toMatchObject({ code: 'retried-question', copies: 2, unique: 1 })
    expect(branch.evidence).toContain('After b')
  })

  it('is no retried question where the path is cut off, since its beginning is not known', () => {
    const branch = onlyBranch('q2', [user('q1', null), user('q2', 'gone')])
    expect(branch.code).toBe('unknown')
    expect(branch.evidence).toContain('cut off at gone')
  })

  it('other-answer: they part at a user message and go on with different answers', () => {
    const branch = onlyBranch('b', [user('q', null), assistant('a', 'q', 'one'), assistant('b', 'q', 'two')])
    expect(branch.code).toBe('other-answer')
    expect(branch.evidence).toContain('“one” (a)')
    expect(branch.evidence).toContain('“two” (b)')
  })

  it('other-answer: one message re-made with other content', () => {
    const branch = onlyBranch('b', [
      user('q', null),
      assistant('a', 'q', 'long', 'm'),
      assistant('b', 'q', 'short', 'm')
    ])
    expect(branch).toMatchObject({ code: 'other-answer', variants: 1 })
  })

  it("left-behind: it continues the chain below today's leaf", () => {
    expect(onlyBranch('a', [user('a', null), assistant('b', 'a')])).toMatchObject({
      code: 'left-behind',
      topId: 'b'
    })
  })

  it('plugin-state: only plugin nodes', () => {
    const branch = onlyBranch('b', [
      user('a', null),
      plugin('p', 'a'),
      plugin('p2', 'p'),
      assistant('b', 'a')
    ])
    expect(branch).toMatchObject({ code: 'plugin-state', unique: 2 })
    expect(branch.evidence).toContain('demo.marker')
  })

  it('unknown: nothing fits, and the evidence still says how both go on', () => {
    const branch = onlyBranch('b', [assistant('a', null), assistant('x', 'a'), user('b', 'a')])
    expect(branch.code).toBe('unknown')
    expect(branch.evidence).toContain('(x)')
  })

  it('unknown: there is no path', () => {
    expect(onlyBranch('gone', [user('a', null), assistant('b', 'a')]).evidence).toContain('heal first')
  })
})

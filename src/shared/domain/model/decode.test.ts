import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeHead,
  decodeNode,
  decodeToolValue,
  encodeNode,
  encodeToolValue,
  toolValueFromPlain
} from './decode'
import { storeFileName } from './file-name'
import { activeReadKey, stableKey } from './keys'
import { freeJson, nodes, toolCallRecords, toolValues } from './node.arbitrary'

const conversation = (message: string) =>
  `{"node_id":"m1","timestamp":"t","kind":"event","event":{"Conversation":${message}}}`

describe('nodes', () => {
  it('come back from their text as they were', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        const text = encodeNode(node)
        expect(decodeNode(text)).toEqual({ ok: true, value: node })
      })
    )
  })

  it('are written back byte for byte, however often', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        const text = encodeNode(node)
        const read = decodeNode(text)
        expect(read.ok && encodeNode(read.value)).toBe(text)
      })
    )
  })

  it('are refused, not given up on, where the reserved key of a tool value holds something else', () => {
    const other = fc.oneof(
      fc.bigInt().map(String),
      fc.double({ noNaN: true }).map(String),
      fc.constant('null')
    )
    fc.assert(
      fc.property(fc.oneof(other, fc.constantFrom('"objects"', '{}', '[1]', 'true')), (value) => {
        const payload = `{"$lash_tool_value":${value},"entries":{}}`
        const output = `{"outcome":{"status":"success","payload":${payload}}}`
        const record = `{"tool":"t","args":{},"output":${output},"duration_ms":1}`
        const event = `{"Tool":{"Invocation":{"stable_key":"k","record":${record}}}}`
        const text = `{"node_id":"n","timestamp":"","kind":"event","event":${event}}`
        expect(decodeNode(text).ok).toBe(false)
        expect(decodeNode(text.replace(payload, '{}')).ok).toBe(true)
      })
    )
  })

  it.each([
    ['an unknown role', conversation('{"id":"m","role":"user","parts":[]}'), 'event.Conversation.role'],
    [
      'a missing prune state',
      conversation('{"id":"m","role":"User","parts":[{"id":"p","kind":"Text","content":""}]}'),
      'event.Conversation.parts[0].prune_state'
    ],
    ['an unknown event', '{"node_id":"n","timestamp":"t","kind":"event","event":{"Note":{}}}', 'event.Note'],
    ['no JSON', '{', '']
  ])('name the place of %s', (_, text, path) => {
    expect(decodeNode(text)).toMatchObject({ ok: false, error: { path } })
  })

  it('refuse a value out of range even under a key that lash ignores', () => {
    expect(
      decodeNode('{"node_id":"n","timestamp":"t","kind":"plugin","plugin_type":"p","body":1,"x":1e999}').ok
    ).toBe(false)
  })
})

describe('heads', () => {
  const config =
    '"config":{"provider_id":"x","configured_model":"y","context_window":1,"execution_mode":"standard"}'

  it('ignore what stands under unknown keys, even where lash could not read it', () => {
    expect(decodeHead(`{${config},"x":[1e999,"\\ud83d"]}`).ok).toBe(true)
    expect(decodeHead(`{${config},"leaf_node_id":"\\ud83d"}`).ok).toBe(false)
  })

  it('fill in what may be missing', () => {
    expect(decodeHead(`{${config}}`)).toMatchObject({
      ok: true,
      value: { session_id: 'root', head_revision: 0n, graph_node_count: 0n, token_ledger: [] }
    })
  })
})

describe('tool values', () => {
  it('come back from their text as they were', () => {
    fc.assert(
      fc.property(toolValues, (value) => {
        expect(decodeToolValue(encodeToolValue(value))).toEqual({ ok: true, value })
      })
    )
  })

  it('made of plain data hold no attachment, whatever the data look like', () => {
    fc.assert(
      fc.property(freeJson, (value) => {
        const plain = toolValueFromPlain(value)
        expect(decodeToolValue(encodeToolValue(plain))).toEqual({ ok: true, value: plain })
      })
    )
    const lookalike = new Map([['$lash_tool_value', 'attachment']])
    expect(toolValueFromPlain(lookalike).kind).toBe('object')
  })
})

describe('the keys of a call', () => {
  it('are the call id when there is one', () => {
    fc.assert(
      fc.property(toolCallRecords, (record) => {
        const key = stableKey(record)
        if (record.call_id) expect(key).toBe(record.call_id)
        else expect(key).toMatch(/^anon-[0-9a-f]{12}$/)
        expect(activeReadKey(record).startsWith(`tool_call:${key}:{`)).toBe(true)
      })
    )
  })
})

describe('the file name of a session store', () => {
  it.each([
    ['', 'session-e3b0c44298fc1c14.db'],
    ['team/alpha beta', 'team_alpha_beta-f6eb47791ba678a5.db'],
    ['Ünï😀', 'n-4457572002d70b98.db']
  ])('of %j is %s', (id, name) => {
    expect(storeFileName(id)).toBe(name)
  })
})

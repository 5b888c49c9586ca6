import type { Raw } from '@shared/json/raw'
import { assertNever } from '@shared/result'
import type { SessionEvent, SessionGraph, SessionNode } from '../node'
import { array, json, mapOf, onlyMember, string, u32 } from './basic'
import { type Codec, type Decoding, fail, readAs, within } from './codec'
import { message } from './message'
import { defaulted, keyedStruct, optional, required, struct, tag } from './struct'
import { tagged } from './tagged'
import { toolCallRecord } from './tool'

/** Events, nodes and graphs (store-format.md §6). */

type EventOf<K extends SessionEvent['kind']> = Omit<Extract<SessionEvent, { kind: K }>, 'kind'>

const invocation = struct<EventOf<'Tool'>>({ stable_key: required(string), record: required(toolCallRecord) })

const mode = keyedStruct<EventOf<'Mode'>>({ mode_id: required(string), payload: required(json) })

const snapshot = struct<EventOf<'StateSnapshot'>>({
  version: required(u32),
  data: required(string),
  files: required(mapOf(string, string))
})

export const event: Codec<SessionEvent> = {
  read(raw, at) {
    const [kind, body] = onlyMember(raw, 'an event')
    at.path.push(kind)
    const value = readEvent(kind, body, at)
    at.path.pop()
    return value
  },
  write(value) {
    switch (value.kind) {
      case 'Conversation':
        return `{"Conversation":${message.write(value.message)}}`
      case 'Tool':
        return `{"Tool":{"Invocation":${invocation.write(value)}}}`
      case 'Mode':
        return `{"Mode":${mode.write(value)}}`
      case 'StateSnapshot':
        return `{"StateSnapshot":{"Lashlang":${snapshot.write(value)}}}`
      default:
        return assertNever(value)
    }
  }
}

function readEvent(kind: string, body: Raw, at: Decoding): SessionEvent {
  switch (kind) {
    case 'Conversation':
      return { kind, message: message.read(body, at) }
    case 'Tool':
      return { kind, ...within('Invocation', invocation, onlyVariant(body, 'Invocation'), at) }
    case 'Mode':
      return { kind, ...readAs('value', mode, body, at) }
    case 'StateSnapshot':
      return { kind, ...within('Lashlang', snapshot, onlyVariant(body, 'Lashlang'), at) }
    default:
      return fail('is not a known event')
  }
}

function onlyVariant(raw: Raw, name: string): Raw {
  const [found, body] = onlyMember(raw, name)
  return found === name ? body : fail(`expected ${name}, found ${JSON.stringify(found)}`)
}

type NodeOf<K extends SessionNode['kind']> = Extract<SessionNode, { kind: K }>

export const node = tagged<'kind', SessionNode>(
  'kind',
  {
    event: keyedStruct<NodeOf<'event'>>({
      node_id: required(string),
      parent_node_id: optional(string),
      timestamp: required(string),
      kind: tag('event'),
      event: required(event)
    }),
    plugin: keyedStruct<NodeOf<'plugin'>>({
      node_id: required(string),
      parent_node_id: optional(string),
      timestamp: required(string),
      kind: tag('plugin'),
      plugin_type: required(string),
      body: required(json)
    })
  },
  { array: false, numbered: true }
)

export const graph = struct<SessionGraph>({
  nodes: defaulted(array(node), []),
  leaf_node_id: optional(string)
})

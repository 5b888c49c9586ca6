import type { AppendNode, AppendRequest, AppendResult, PluginMessage } from '../state'
import { array, bytes, json, string } from './basic'
import { part, role } from './message'
import { event } from './node'
import { defaulted, nullable, required, struct, tag } from './struct'
import { tagged } from './tagged'

/** Appending from outside: request and result (store-format.md §8, §11.4). */

const pluginMessage = struct<PluginMessage>({
  role: required(role),
  content: required(string),
  parts: defaulted(array(part), [], (parts) => parts.length > 0),
  images: defaulted(array(bytes), [], (images) => images.length > 0)
})

type NodeOf<K extends AppendNode['kind']> = Extract<AppendNode, { kind: K }>

const appendNode = tagged<'kind', AppendNode>('kind', {
  message: struct<NodeOf<'message'>>({ kind: tag('message'), message: required(pluginMessage) }),
  event: struct<NodeOf<'event'>>({ kind: tag('event'), event: required(event) }),
  plugin: struct<NodeOf<'plugin'>>({
    kind: tag('plugin'),
    plugin_type: required(string),
    body: defaulted(json, null)
  })
})

export const appendRequest = struct<AppendRequest>({
  nodes: required(array(appendNode)),
  requires_ancestor_node_id: nullable(string)
})

type ResultOf<K extends AppendResult['status']> = Extract<AppendResult, { status: K }>

export const appendResult = tagged<'status', AppendResult>('status', {
  appended: struct<ResultOf<'appended'>>({
    status: tag('appended'),
    node_ids: required(array(string)),
    leaf_node_id: required(string)
  }),
  stale_branch: struct<ResultOf<'stale_branch'>>({
    status: tag('stale_branch'),
    current_leaf_node_id: nullable(string)
  })
})

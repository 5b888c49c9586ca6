import { readFileSync } from 'node:fs'
import { appendRequest } from '@shared/domain/model/codec/append'
import { decodeText } from '@shared/domain/model/codec/codec'
import { type Command, Option } from 'commander'
import type { PlanAsk } from '../operations/ask'

export interface AppendOptions {
  readonly request?: string
  readonly message?: string
  readonly role: string
  readonly event?: string
  readonly plugin?: string
  readonly body: string
  readonly requiresAncestor?: string
}

/** What `plan append` appends: a whole request as lash serialises it, or one node. */
export function addAppendOptions(command: Command): Command {
  return command
    .option('--request <file>', 'an append request as JSON')
    .option('--message <text>', 'a message of one text part')
    .addOption(
      new Option('--role <role>', 'role of the message')
        .choices(['User', 'Assistant', 'System'])
        .default('User')
    )
    .option('--event <json>', 'an event as lash stores it')
    .option('--plugin <type>', 'a plugin node of this type')
    .option('--body <json>', 'body of the plugin node', 'null')
    .option('--requires-ancestor <node>', 'refuse unless this node is on the active path')
}

/** What the options ask for, or what is wrong with them. */
export function appendAsk(options: AppendOptions): PlanAsk | string {
  const text = requestText(options)
  if (text === undefined) return 'say what to append: --request, --message, --event or --plugin'
  const request = decodeText(appendRequest, text)
  if (!request.ok) return `the request does not decode: ${request.error.path} ${request.error.reason}`
  const { requiresAncestor } = options
  return {
    kind: 'append',
    request:
      requiresAncestor === undefined
        ? request.value
        : { ...request.value, requires_ancestor_node_id: requiresAncestor }
  }
}

function requestText({ request, message, role, event, plugin, body }: AppendOptions): string | undefined {
  if (request !== undefined) return readFileSync(request, 'utf8')
  if (message !== undefined) {
    return nodes(`{"kind":"message","message":${JSON.stringify({ role, content: message })}}`)
  }
  if (event !== undefined) return nodes(`{"kind":"event","event":${event}}`)
  if (plugin === undefined) return undefined
  return nodes(`{"kind":"plugin","plugin_type":${JSON.stringify(plugin)},"body":${body}}`)
}

const nodes = (node: string): string => `{"nodes":[${node}],"requires_ancestor_node_id":null}`

import { readFileSync } from 'node:fs'
import { appendRequest } from '@shared/domain/model/codec/append'
import { decodeText } from '@shared/domain/model/codec/codec'
import { err, ok, type Result } from '@shared/result'
import { type Command, Option } from 'commander'
import type { PlanAsk } from '../operations/ask'
import { inWords } from '../store/head'
import { fromSystemError } from '../store/store-error'

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
  if (!text.ok) return text.error
  const request = decodeText(appendRequest, text.value)
  if (!request.ok) return `the request does not decode: ${inWords(request.error)}`
  const { requiresAncestor } = options
  return {
    kind: 'append',
    request:
      requiresAncestor === undefined
        ? request.value
        : { ...request.value, requires_ancestor_node_id: requiresAncestor }
  }
}

function requestText(options: AppendOptions): Result<string, string> {
  const { request, message, role, event, plugin, body } = options
  if (request !== undefined) return readRequest(request)
  if (message !== undefined) {
    return ok(nodes(`{"kind":"message","message":${JSON.stringify({ role, content: message })}}`))
  }
  if (event !== undefined) return ok(nodes(`{"kind":"event","event":${event}}`))
  if (plugin === undefined) return err('say what to append: --request, --message, --event or --plugin')
  return ok(nodes(`{"kind":"plugin","plugin_type":${JSON.stringify(plugin)},"body":${body}}`))
}

function readRequest(file: string): Result<string, string> {
  try {
    return ok(readFileSync(file, 'utf8'))
  } catch (cause) {
    return err(`${file} cannot be read: ${fromSystemError(cause, file).message}`)
  }
}

const nodes = (node: string): string => `{"nodes":[${node}],"requires_ancestor_node_id":null}`

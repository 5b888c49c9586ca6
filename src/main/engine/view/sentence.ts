import { NodeFlag } from '@shared/domain/columns/columns'
import type { SessionNode, ToolCallRecord, ToolFailure } from '@shared/domain/model/node'
import { counted, type ReadRow, stepOf } from './card'
import { argumentsLine } from './one-line'

/** One or two plain sentences: what the node is, and where it stands. */
export function sentenceOf({ node, undecodable }: ReadRow, flags: number): string {
  const what =
    node === undefined
      ? `This row cannot be read: ${undecodable}. The runtime skips it without a word.`
      : whatItIs(node)
  return [what, ...whereItStands(flags)].join(' ')
}

function whatItIs(node: SessionNode): string {
  if (node.kind === 'plugin') return `A note that a plugin keeps in the session: ${code(node.plugin_type)}.`
  const { event } = node
  switch (event.kind) {
    case 'Conversation':
      return messageSentence(event.message)
    case 'Tool':
      return callSentence(event.record)
    case 'Mode':
      return `A step of mode ${code(event.mode_id)}${stepOf(event.payload) ? `: ${code(stepOf(event.payload) ?? '')}` : ''}.`
    default:
      return `A snapshot of the execution state with ${counted(event.files.size, 'file')}.`
  }
}

type MessageNode = Extract<
  Extract<SessionNode, { kind: 'event' }>['event'],
  { kind: 'Conversation' }
>['message']

function messageSentence({ role, parts, origin }: MessageNode): string {
  const calls = parts.filter(({ kind }) => kind === 'ToolCall').length
  const results = parts.filter(({ kind }) => kind === 'ToolResult').length
  const by = origin === undefined ? '' : ` It was put in by the plugin ${code(origin.plugin_id)}.`
  const unseen = origin?.transient === true ? ' It is transient: the model does not see it again.' : ''
  if (role === 'User' && results > 0)
    return `The message that gave the model ${counted(results, 'tool result')}.${by}`
  if (role === 'User') return `A message of the user.${by}${unseen}`
  if (role === 'System') return `A message of the system.${by}${unseen}`
  const asked = calls === 0 ? '' : ` and asked for ${counted(calls, 'tool call')}`
  return `The assistant ${parts.some(({ kind }) => kind === 'Prose' || kind === 'Text') ? 'answered' : 'thought'}${asked}.${by}${unseen}`
}

function callSentence(record: ToolCallRecord): string {
  const { outcome, control } = record.output
  const shown = argumentsLine(record.args)
  const asked = `The assistant called ${code(record.tool)}${shown === '{}' ? '' : ` with ${code(shorten(shown))}`}.`
  const ended =
    control?.type === 'handoff' ? ` It hands the session over to ${code(control.session_id)}.` : ''
  if (outcome.status === 'success') return `${asked} It succeeded after ${record.duration_ms} ms.${ended}`
  if (outcome.status === 'cancelled') {
    return `${asked} It was cancelled (${outcome.payload.source}): ${sentence(outcome.payload.message)}${ended}`
  }
  return `${asked} ${failureSentence(outcome.payload)}${ended}`
}

const VERBS: Partial<Record<ToolFailure['class'], string>> = {
  permission_denied: 'refused',
  timeout: 'timed out',
  unavailable: 'was not available',
  invalid_request: 'did not accept the request'
}

function failureSentence({ class: kind, message, source, retry }: ToolFailure): string {
  const who = source === 'policy' ? 'Policy' : source === 'tool' ? 'The tool' : `The ${source}`
  const advice =
    retry.type === 'never'
      ? ' It said never to retry.'
      : retry.type === 'safe'
        ? ' A retry is safe.'
        : ` It was given up after ${counted(Number(retry.attempts), 'attempt')}.`
  return `${who} ${VERBS[kind] ?? 'failed'}: ${sentence(message)}${advice}`
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
const code = (text: string): string => `\`${text}\``
const shorten = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`)

const PLACES: readonly (readonly [flag: number, words: string])[] = [
  [NodeFlag.tombstoned, 'It is tombstoned: hidden from the runtime until a vacuum deletes it.'],
  [NodeFlag.inCycle, 'It is part of a loop of parents, in which the runtime would hang.'],
  [NodeFlag.copy, 'It is off the active path, which holds the same content: a copy.'],
  [NodeFlag.variant, 'It is off the active path, which holds another version of it: a variant.'],
  [NodeFlag.unique, 'It is off the active path, and its content is nowhere on it.'],
  [NodeFlag.lostParent, 'The parent it names is not stored.'],
  [NodeFlag.cut, 'The parent it names is stored, but the runtime does not load it.'],
  [NodeFlag.leaf, 'The head points at it: the session goes on from here.']
]

const whereItStands = (flags: number): string[] =>
  PLACES.filter(([flag]) => (flags & flag) !== 0).map(([, words]) => words)

import type { NodeBody, NodeDetail, PartView } from '@shared/ipc/store'
import { assertNever } from '@shared/result'
import { formatExactBytes } from '../ui/format'
import { titleOf } from './body/part-titles'

const fence = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}\n${text}\n${ticks}`
}

/** @returns a node as Markdown, for the clipboard: a heading and what it holds */
export const toMarkdown = ({ card, body }: Pick<NodeDetail, 'card' | 'body'>): string =>
  `## ${card.label === '' ? card.kind : card.label}\n\n${bodyToMarkdown(body)}\n`

/** @returns what a node holds as Markdown */
function bodyToMarkdown(body: NodeBody): string {
  switch (body.kind) {
    case 'message':
      return body.parts.map(partToMarkdown).join('\n\n')
    case 'tool':
      return `Call\n\n${fence(body.args)}\n\nResult (${body.status})\n\n${fence(body.result)}`
    case 'mode':
      return `${body.mode}: ${body.step}\n\n${fence(body.payload)}`
    case 'snapshot':
      return fence(body.data)
    case 'plugin':
      return fence(body.body)
    case 'unreadable':
      return body.reason
    default:
      return assertNever(body)
  }
}

/** What stands in parts of these titles is not Markdown, whether a tool call is named with it or not. */
const verbatim: ReadonlySet<string> = new Set(['Call', 'Result', 'Code', 'Output', 'Error'])

/** Prose stands as it is; code, what a tool was given or gave back, and what is attached, is named. */
function partToMarkdown({ kind, text, toolName, toolCallId, attachment }: PartView): string {
  const title = titleOf(kind)
  const said = toolCallId !== null || verbatim.has(title) ? fence(text) : text
  const attached =
    attachment === null
      ? ''
      : `[${attachment.label ?? title}, ${attachment.type}, ${formatExactBytes(attachment.bytes)}]`
  const head =
    toolName !== null ? `${title}: ${toolName}` : title === 'Text' || attachment !== null ? '' : title
  return [head, text === '' ? '' : said, attached].filter((part) => part !== '').join('\n\n')
}

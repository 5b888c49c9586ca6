import type { NodeBody, NodeDetail } from '@shared/ipc/store'
import { assertNever } from '@shared/result'

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
      return body.parts.map(({ text }) => text).join('\n\n')
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

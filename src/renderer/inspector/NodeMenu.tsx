import '../ui/menu.css'
import type { NodeDetail } from '@shared/ipc/store'
import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { requestMain } from '../bridge/main'
import { copyText } from '../state/notice'
import { shownStore } from '../state/open-store'
import { openReader } from '../state/reader'
import { formatUtc } from '../ui/format'
import { toMarkdown } from './markdown-copy'

/** Everything else that can be done with a node. */
export function NodeMenu({ node }: { readonly node: NodeDetail }) {
  const { card, raw } = node
  const { time } = card
  const entries: readonly (readonly [string, () => void])[] = [
    ['Read the branch that ends here', () => openReader(card.row)],
    ['Copy id', () => void copyText(card.id, 'the id')],
    ['Copy as Markdown', () => void copyText(toMarkdown(node), 'as Markdown')],
    ...(raw === null ? [] : [['Copy JSON', () => void copyText(raw, 'the JSON as stored')] as const]),
    ...(time === null
      ? []
      : [['Copy time in UTC', () => void copyText(formatUtc(time), 'the time')] as const]),
    ['Show the store in the file manager', revealStore]
  ]
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="icon-button" aria-label="More for this node">
        <Ellipsis size={16} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {entries.map(([text, run]) => (
            <DropdownMenu.Item key={text} className="menu-item" onSelect={run}>
              {text}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function revealStore(): void {
  const path = shownStore()?.path
  if (path !== undefined) void requestMain('shell/reveal', { path })
}

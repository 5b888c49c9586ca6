import '../ui/menu.css'
import { NodeFlag } from '@shared/domain/columns/columns'
import type { NodeDetail } from '@shared/ipc/store'
import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { chooseSelected, moveHead } from '../app/commands/change-commands'
import { requestMain } from '../bridge/main'
import { compareBranch } from '../state/branch-compare'
import { startCurating } from '../state/curate'
import { copyText } from '../state/notice'
import { shownStore } from '../state/open-store'
import { openReader } from '../state/reader'
import { formatUtc } from '../ui/format'
import { toMarkdown } from './markdown-copy'

/** Something that can be done, by the words of its menu entry. */
export type NodeAction = readonly [text: string, run: () => void]

/** Everything that can be done with a node beside looking at it, for a menu. */
export function nodeActions(node: NodeDetail): readonly NodeAction[] {
  const { card, raw } = node
  const { time } = card
  return [
    ['Read the branch that ends here', () => openReader(card.row)],
    ...((node.flags & NodeFlag.onPath) === 0
      ? [['Compare the branch with the path', () => void compareBranch(card.row)] as const]
      : []),
    ...changesOf(node),
    ['Copy id', () => void copyText(card.id, 'the id')],
    ['Copy as Markdown', () => void copyText(toMarkdown(node), 'as Markdown')],
    ...(raw === null ? [] : [['Copy JSON', () => void copyText(raw, 'the JSON as stored')] as const]),
    ...(time === null
      ? []
      : [['Copy time in UTC', () => void copyText(formatUtc(time), 'the time')] as const]),
    ['Show the store in the file manager', revealStore]
  ]
}

/** Everything else that can be done with a node. */
export function NodeMenu({ node }: { readonly node: NodeDetail }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="icon-button" aria-label="More for this node">
        <Ellipsis size={16} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {nodeActions(node).map(([text, run]) => (
            <DropdownMenu.Item key={text} className="menu-item" onSelect={run}>
              {text}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Changes of the store that start at a node; each opens a plan. */
function changesOf({ flags }: NodeDetail): readonly NodeAction[] {
  if ((flags & NodeFlag.undecodable) !== 0) return []
  if ((flags & NodeFlag.tombstoned) !== 0) return [['Restore it and all below it…', chooseSelected]]
  return [
    ['Move the head here…', () => moveHead(false)],
    ['Move the head to before it…', () => moveHead(true)],
    ...((flags & NodeFlag.onPath) === 0
      ? [['Prune it and all below it…', chooseSelected] as const]
      : [['Choose what the model shall see next…', startCurating] as const])
  ]
}

function revealStore(): void {
  const path = shownStore()?.path
  if (path !== undefined) void requestMain('shell/reveal', { path })
}

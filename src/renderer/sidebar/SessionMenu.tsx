import '../ui/menu.css'
import { ContextMenu } from 'radix-ui'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { requestMain } from '../bridge/main'
import { copyText } from '../state/notice'
import { openStore } from '../state/open-store'
import { chooseFolder, openFolder, removeRecent, takeOutFolder } from '../state/sessions'
import { isFolder, pathOf, type SidebarRow } from './rows'

type Action = readonly [text: string, run: () => unknown]

function actionsOf(row: SidebarRow): readonly Action[] {
  const path = pathOf(row)
  if (path === null) return []
  return [
    ...openingOf(row, path),
    ['Show in the file manager', () => requestMain('shell/reveal', { path })],
    ['Copy the path', () => copyText(path, 'the path')],
    ...(row.kind === 'recent' ? [['Take out of the recent stores', () => removeRecent(path)] as const] : []),
    ...(isFolder(row) ? [['Take out of the sidebar', () => takeOutFolder(path)] as const] : [])
  ]
}

function openingOf(row: SidebarRow, path: string): readonly Action[] {
  if (isFolder(row))
    return [
      ['Choose from its stores', () => chooseFolder(path)],
      ['Read again', () => openFolder(path)]
    ]
  return row.kind === 'folder'
    ? [['Open the folder', () => chooseFolder(path)]]
    : [['Open the store', () => openStore(path)]]
}

/** The menu of the row under the pointer; of the active one where it was called by a key. */
export function SessionMenu(props: {
  readonly rows: readonly SidebarRow[]
  readonly active: number
  readonly children: ReactNode
}) {
  const { rows, active, children } = props
  // the row itself: while folders are read, another comes to stand in its place
  const [row, setRow] = useState<SidebarRow>()
  const actions = row === undefined ? [] : actionsOf(row)
  const take = ({ target }: MouseEvent): void => {
    const pointed = target instanceof Element ? target.closest('[role="treeitem"]') : null
    setRow(rows[pointed === null ? active : Number(pointed.id.replace('session-', ''))])
  }
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild onContextMenu={take}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        {actions.length > 0 && (
          <ContextMenu.Content className="menu">
            {actions.map(([text, run]) => (
              <ContextMenu.Item key={text} className="menu-item" onSelect={() => void run()}>
                {text}
              </ContextMenu.Item>
            ))}
          </ContextMenu.Content>
        )}
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

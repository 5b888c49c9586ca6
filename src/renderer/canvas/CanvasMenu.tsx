import '../ui/menu.css'
import { ContextMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { type NodeAction, nodeActions } from '../inspector/NodeMenu'
import { detailState } from '../state/detail'
import { rowOfSelection, selectionState } from '../state/selection'
import { requestCanvas, showCopies, viewState } from '../state/view'

/** The menu under the pointer: for the node that was pressed, which is selected first, and for the canvas itself. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu">
          <Entries />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function Entries() {
  const row = useStore(selectionState, ({ selection }) => rowOfSelection(selection))
  const detail = useStore(detailState, (state) => state.detail)
  const copies = useStore(viewState, (view) => view.showCopies)
  const isSelected = detail.kind === 'ready' && detail.value.card.row === row
  const canvas: readonly NodeAction[] = [
    [copies ? 'Fold the copies of the runtime' : 'Show every row', () => showCopies(!copies)],
    ['Fit the whole store', () => requestCanvas('fit')],
    ['Zoom to reading size', () => requestCanvas('read-zoom')]
  ]
  return (
    <>
      {isSelected && nodeActions(detail.value).map(menuItem)}
      {isSelected && <ContextMenu.Separator className="menu-line" />}
      {canvas.map(menuItem)}
    </>
  )
}

const menuItem = ([text, run]: NodeAction): ReactNode => (
  <ContextMenu.Item key={text} className="menu-item" onSelect={run}>
    {text}
  </ContextMenu.Item>
)

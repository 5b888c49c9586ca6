import './palette.css'
import { assertNever } from '@shared/result'
import { useStore } from 'zustand'
import { BranchCompare } from '../inspector/compare/BranchCompare'
import { AppendForm } from '../prune/AppendForm'
import { ExportForm } from '../prune/ExportForm'
import { overlayState, showOverlay } from '../state/overlay'
import { Dialog } from '../ui/Dialog'
import { CommandList } from './CommandList'
import { GoToId } from './GoToId'
import { HelpSheet } from './HelpSheet'
import { KeySheet } from './KeySheet'
import { SearchPanel } from './SearchPanel'
import { TextIndexPanel } from './TextIndexPanel'

const close = (): void => showOverlay(null)

/** Whatever floats over the window: the palette, search, go to id, the keys, the help. */
export function Overlays() {
  const overlay = useStore(overlayState, (state) => state.overlay)
  switch (overlay) {
    case null:
      return null
    case 'commands':
      return (
        <Dialog label="Search and commands" onClose={close}>
          <CommandList onDone={close} />
        </Dialog>
      )
    case 'search':
      return (
        <Dialog key="search" label="Search in the store" wide onClose={close}>
          <SearchPanel onDone={close} />
        </Dialog>
      )
    case 'text-index':
      return (
        <Dialog key="text-index" label="Text index" onClose={close}>
          <TextIndexPanel onDone={close} />
        </Dialog>
      )
    case 'compare-branch':
      return (
        <Dialog key="compare-branch" label="The path and this branch" wide onClose={close}>
          <BranchCompare onDone={close} />
        </Dialog>
      )
    case 'goto':
      return (
        <Dialog key="goto" label="Go to a node by its id" onClose={close}>
          <GoToId onDone={close} />
        </Dialog>
      )
    case 'keys':
      return (
        <Dialog key="keys" label="All keys" wide onClose={close}>
          <KeySheet onDone={close} />
        </Dialog>
      )
    case 'help':
      return (
        <Dialog key="help" label="What is seen here" wide onClose={close}>
          <HelpSheet onDone={close} />
        </Dialog>
      )
    case 'append':
      return (
        <Dialog key="append" label="Append to the session" onClose={close}>
          <AppendForm onDone={close} />
        </Dialog>
      )
    case 'export':
      return (
        <Dialog key="export" label="Export the session state" wide onClose={close}>
          <ExportForm onDone={close} />
        </Dialog>
      )
    default:
      return assertNever(overlay)
  }
}

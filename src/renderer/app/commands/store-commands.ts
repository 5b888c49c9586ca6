import { requestMain } from '../../bridge/main'
import { readRows, saveTranscript } from '../../reader/save-transcript'
import { copyText } from '../../state/notice'
import { cancelLoading, closeStore, followStore, reopenStore, shownStore } from '../../state/open-store'
import { chooseAndOpen, openSample } from '../../state/sessions'
import type { Command } from './command'

const isOpen = (): boolean => shownStore() !== null

/** Opening, following and leaving stores. */
export const storeCommands: readonly Command[] = [
  {
    id: 'open-store',
    title: 'Open store…',
    group: 'Store',
    keys: 'Mod+O',
    run: () => void chooseAndOpen('store')
  },
  {
    id: 'open-folder',
    title: 'Open folder…',
    group: 'Store',
    keys: 'Mod+Shift+O',
    run: () => void chooseAndOpen('folder')
  },
  { id: 'open-sample', title: 'Open the sample session', group: 'Store', run: openSample },
  { id: 'reopen-store', title: 'Read the store again', group: 'Store', enabled: isOpen, run: reopenStore },
  { id: 'close-store', title: 'Close the store', group: 'Store', enabled: isOpen, run: closeStore },
  {
    id: 'follow',
    title: 'Follow what another process writes, or stop',
    group: 'Store',
    enabled: isOpen,
    run: () => void followStore(shownStore()?.following !== true)
  },
  {
    id: 'cancel-loading',
    title: 'Stop reading the graph',
    group: 'Store',
    enabled: () => shownStore()?.progress != null,
    run: cancelLoading
  },
  {
    id: 'reveal-store',
    title: 'Show the file in the file manager',
    group: 'Store',
    enabled: isOpen,
    run: () => {
      const path = shownStore()?.path
      if (path !== undefined) void requestMain('shell/reveal', { path })
    }
  },
  {
    id: 'save-transcript',
    title: 'Save the branch that is read as Markdown…',
    group: 'Store',
    enabled: () => readRows() !== null,
    run: () => void saveTranscript()
  },
  {
    id: 'copy-path',
    title: 'Copy the path of the store',
    group: 'Store',
    enabled: isOpen,
    run: () => void copyText(shownStore()?.path ?? '', 'the path')
  }
]

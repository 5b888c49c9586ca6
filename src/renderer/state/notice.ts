import { createStore } from 'zustand/vanilla'
import { requestMain } from '../bridge/main'

/** A word in the status bar, read out by screen readers, for things that need no answer ("Copied"). */
export const noticeState = createStore<{ readonly text: string; readonly serial: number }>()(() => ({
  text: '',
  serial: 0
}))

const shownAtLeastMs = 2_500
/** How long a letter takes to be noticed and read. */
const letterMs = 80
let fading: ReturnType<typeof setTimeout> | undefined

export function notify(text: string): void {
  clearTimeout(fading)
  noticeState.setState(({ serial }) => ({ text, serial: serial + 1 }))
  const shownForMs = Math.max(shownAtLeastMs, text.length * letterMs)
  fading = setTimeout(() => noticeState.setState({ text: '' }), shownForMs)
}

/** Copies `text` and says so; `what` names it in the sentence. */
export async function copyText(text: string, what: string): Promise<void> {
  const answer = await requestMain('clipboard/write', { text })
  notify(answer.ok ? `Copied ${what}` : answer.error.message)
}

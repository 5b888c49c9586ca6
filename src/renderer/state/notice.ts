import { createStore } from 'zustand/vanilla'
import { requestMain } from '../bridge/main'

/** What can be done about a notice as long as it is shown, such as taking back what it tells of. */
interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

interface Notice {
  readonly text: string
  readonly action: NoticeAction | null
  readonly serial: number
}

/** A word in the status bar, read out by screen readers, for things that need no answer ("Copied"). */
export const noticeState = createStore<Notice>()(() => ({ text: '', action: null, serial: 0 }))

const shownAtLeastMs = 2_500
/** How long a letter takes to be noticed and read. */
const letterMs = 80
/** What can be acted on stays until a hand has come to it. */
const actionMs = 10_000
let fading: ReturnType<typeof setTimeout> | undefined

/** Shows a notice in place of the one before; `action` is offered beside it. */
export function notify(text: string, action: NoticeAction | null = null): void {
  clearTimeout(fading)
  noticeState.setState(({ serial }) => ({ text, action, serial: serial + 1 }))
  const shownForMs = Math.max(action === null ? shownAtLeastMs : actionMs, text.length * letterMs)
  fading = setTimeout(forgetNotice, shownForMs)
}

function forgetNotice(): void {
  clearTimeout(fading)
  noticeState.setState({ text: '', action: null })
}

/** Does what the shown notice offers, once. */
export function actOnNotice(): void {
  const { action } = noticeState.getState()
  forgetNotice()
  action?.run()
}

/** Copies `text` and says so; `what` names it in the sentence. */
export async function copyText(text: string, what: string): Promise<void> {
  const answer = await requestMain('clipboard/write', { text })
  notify(answer.ok ? `Copied ${what}` : answer.error.message)
}

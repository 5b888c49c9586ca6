import { createStore } from 'zustand/vanilla'

/** The reader shows the branch that ends at `through` as a transcript. */
interface Reader {
  /** Null while the reader is closed. */
  readonly through: number | null
  /** The row that is being read; canvas and reader both follow it and set it. */
  readonly reading: number | null
  /** Where the read row stands in the transcript, from 1, for the status bar. */
  readonly place: { readonly at: number; readonly of: number } | null
  readonly showTools: boolean
  readonly showReasoning: boolean
}

const closed: Reader = { through: null, reading: null, place: null, showTools: true, showReasoning: true }

export const readerState = createStore<Reader>()(() => closed)

/** Opens the transcript of the branch that ends at `through`, at the row `reading`. */
export const openReader = (through: number, reading = through): void =>
  readerState.setState({ through, reading })

/** Closes the reader; what it shows of tools and reasoning is kept. */
export const closeReader = (): void => readerState.setState({ through: null, reading: null, place: null })

/** Says which row is being read; whoever scrolls calls it, the other side follows. */
export function readRow(reading: number): void {
  if (readerState.getState().reading !== reading) readerState.setState({ reading })
}

/** Shows or hides tool calls and reasoning in the transcript. */
export const showInReader = (toggles: Partial<Pick<Reader, 'showTools' | 'showReasoning'>>): void =>
  readerState.setState(toggles)

/** The reader says where the read row stands. */
export const placeReading = (at: number, of: number): void => readerState.setState({ place: { at, of } })

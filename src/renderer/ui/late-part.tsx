import type { ComponentType, ReactNode } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A component whose code comes after the window's first picture. */
export interface LatePart<Props> {
  (props: Props): ReactNode
  /** Fetches the code; asked again, waits for the same. */
  readonly load: () => Promise<void>
}

/**
 * Makes a component of one that `fetch` brings. Until then it draws `meanwhile`; what was asked of it in the meantime
 * is in its state, and is drawn as soon as the code has come. Other than `React.lazy` it draws at once what has been
 * fetched before, so that no panel opens with a blank frame.
 */
export function latePart<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null
): LatePart<Props> {
  const state = createStore<{ readonly Part: ComponentType<Props> | null }>()(() => ({ Part: null }))
  let fetching: Promise<void> | undefined
  const load = (): Promise<void> => {
    fetching ??= fetch().then((Part) => state.setState({ Part }))
    return fetching
  }
  const Late = (props: Props): ReactNode => {
    const Part = useStore(state, (now) => now.Part)
    return Part === null ? meanwhile : <Part {...props} />
  }
  return Object.assign(Late, { load })
}

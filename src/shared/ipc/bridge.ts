/** The one object that the preload script puts on the page's `window`. Names and arguments are checked by the door behind it. */
export interface InspectorBridge {
  readonly request: (name: string, args: unknown) => Promise<unknown>
  readonly onPush: (listener: (name: string, payload: unknown) => void) => () => void
  /** The path on disk of a file that was dropped on the page. */
  readonly pathOf: (file: unknown) => string
}

/** The text of the window message that hands the engine's port to the page; ports cannot cross the context bridge. */
export const enginePortMessage = 'engine-port'

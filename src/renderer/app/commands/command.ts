/** Something the user can do, by name: in the palette, the application menu and, with `keys`, by keyboard. */
export interface Command {
  /** Also the name in the application menu. */
  readonly id: string
  readonly title: string
  readonly group: 'Store' | 'View' | 'Go to' | 'Change' | 'Window'
  /** A single character as the keyboard gives it ("g", "["), or "Mod+" and a letter. */
  readonly keys?: string
  /** The key is the application menu's: shown here, handled there. */
  readonly menuKey?: true
  readonly enabled?: () => boolean
  readonly run: () => void
}

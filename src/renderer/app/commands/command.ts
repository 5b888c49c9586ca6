/** Something the user can do, by name: in the palette, the application menu and, with `keys`, by keyboard. */
export interface Command {
  /** Also the name in the application menu. */
  readonly id: string
  readonly title: string
  readonly group: 'Store' | 'View' | 'Go to' | 'Change' | 'Window'
  /** A single character as the keyboard gives it ("g", "["), or "Mod+" and a capital letter. */
  readonly keys?: string
  readonly enabled?: () => boolean
  readonly run: () => void
}

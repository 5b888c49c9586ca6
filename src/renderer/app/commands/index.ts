import { costCommands } from '../../cost/commands'
import { changeCommands } from './change-commands'
import type { Command } from './command'
import { storeCommands } from './store-commands'
import { viewCommands } from './view-commands'
import { walkCommands } from './walk-commands'

/** Every command of the app. A feature adds its own list here. */
export const allCommands: readonly Command[] = [
  ...storeCommands,
  ...walkCommands,
  ...changeCommands,
  ...costCommands,
  ...viewCommands
]

const commandsById = new Map(allCommands.map((command) => [command.id, command]))
const commandsByKey = new Map(
  allCommands.flatMap((command) => (command.keys === undefined ? [] : [[command.keys, command] as const]))
)

/** Runs a command by its name, as the menu and the palette do; an unknown or disabled one does nothing. */
export function runCommand(id: string): void {
  const command = commandsById.get(id)
  if (command && command.enabled?.() !== false) command.run()
}

/** Enter and Space press whatever has the focus, unless that is the page itself or a node of the canvas. */
function isFreeForPress(target: Element): boolean {
  return (
    target.closest(
      'button, a, summary, [role="row"], [role="option"], [role="treeitem"]:not(.react-flow__node)'
    ) === null
  )
}

function isTyping(target: Element): boolean {
  return target.closest('input, textarea, select, dialog[open], [contenteditable="true"]') !== null
}

const isMac = navigator.platform.startsWith('Mac')

/** @returns a key press as `Command.keys` writes it; undefined with a modifier that no command has */
function pressed({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string | undefined {
  if (altKey || (isMac ? ctrlKey : metaKey)) return undefined
  if (!ctrlKey && !metaKey) return key
  return `Mod+${shiftKey ? 'Shift+' : ''}${key.toUpperCase()}`
}

/**
 * Runs the command that a key press means, if any. A single key means nothing while the user types or a dialog is
 * open; one with Ctrl or ⌘ works from anywhere, and the page takes it before the application menu would.
 */
export function runKey(event: KeyboardEvent): void {
  const { target } = event
  const key = pressed(event)
  if (event.defaultPrevented || key === undefined) return
  if (key.startsWith('Mod+')) {
    const chord = commandsByKey.get(key)
    if (chord === undefined) return
    event.preventDefault()
    if (!event.repeat) runCommand(chord.id)
    return
  }
  if (!(target instanceof Element) || isTyping(target)) return
  if ((key === 'Enter' || key === ' ') && !isFreeForPress(target)) return
  const command = commandsByKey.get(key)
  if (command === undefined || command.enabled?.() === false) return
  event.preventDefault()
  command.run()
}

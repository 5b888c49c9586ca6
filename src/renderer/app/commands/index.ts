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
  allCommands.flatMap((command) =>
    command.keys === undefined || command.menuKey ? [] : [[command.keys, command] as const]
  )
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

/** Runs the command that a key press means, if any; never while the user types or a dialog is open. */
export function runKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
  const { target, key } = event
  if (!(target instanceof Element) || isTyping(target)) return
  if ((key === 'Enter' || key === ' ') && !isFreeForPress(target)) return
  const command = commandsByKey.get(key)
  if (command === undefined || command.enabled?.() === false) return
  event.preventDefault()
  command.run()
}

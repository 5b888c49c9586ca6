import { commandKey } from '../app/TitleBar'

/** @returns how a command's key is written for this platform */
export const keyWords = (keys: string): string =>
  keys === ' ' ? 'Space' : keys.replace('Mod+', commandKey).replace('Shift+', 'Shift ')

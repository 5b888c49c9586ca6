import { CARD_LINE, CARD_LINES } from './codes'

/** Lines a card gives to a text of `characters` (code points). */
export const linesOf = (characters: number): number => Math.min(CARD_LINES, Math.ceil(characters / CARD_LINE))

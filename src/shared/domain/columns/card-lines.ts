/** Characters that fit on one line of a card; more than three lines are cut there. */
export const CARD_LINE = 46
export const CARD_LINES = 3

/** Lines a card gives to a text of `characters` (code points). */
export const linesOf = (characters: number): number => Math.min(CARD_LINES, Math.ceil(characters / CARD_LINE))

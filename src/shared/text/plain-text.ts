/** A stretch of a card's text: words, or code between backticks. */
export interface TextSpan {
  readonly text: string
  readonly code: boolean
}

/**
 * The first words of a Markdown text as a card shows them: code kept apart, marks of emphasis, headings and links left
 * out. Not a parser: a card shows three lines, and what it does not know it shows as it is written.
 */
export function cardSpans(text: string): readonly TextSpan[] {
  const parts = text.replaceAll(/```\w*/g, '').split('`')
  // An even number of parts means an odd number of backticks: the last one opens nothing.
  const closed = parts.length % 2 === 1
  return parts
    .map((part, at) => {
      const isLone = !closed && at === parts.length - 1
      const code = at % 2 === 1 && !isLone
      return { text: code ? part : withoutMarks(isLone ? `\`${part}` : part), code }
    })
    .filter((span) => span.text !== '')
}

/** The same as one plain line. */
export const plainWords = (text: string): string =>
  cardSpans(text)
    .map((span) => span.text)
    .join('')
    .trim()

/**
 * A Markdown text of one line cut to `length` UTF-16 units of what is read of it. No character is split, and no mark
 * stays whose partner was cut off: emphasis, headings and links are left out, cut code is closed again. A text that is
 * short enough stays as it is written.
 */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  let cut = ''
  let left = length
  for (const span of cardSpans(text)) {
    const shown = cutCharacters(span.text, left)
    left -= shown.length
    if (shown !== '') cut += span.code ? `\`${shown}\`` : shown
    if (shown.length < span.text.length) break
  }
  return cut
}

function cutCharacters(text: string, length: number): string {
  const splits = /[\ud800-\udbff]/.test(text.charAt(length - 1))
  return text.slice(0, splits ? length - 1 : length)
}

/**
 * A Markdown text on one line without the marks that only mean something at the beginning of a line: headings, list
 * dashes, quotes, fences and the ruling of tables, whose cells are parted by dots.
 */
export const joinLines = (text: string): string =>
  text
    .split('\n')
    .map(withoutLineMarks)
    .filter((line) => line !== '')
    .join(' ')
    .replace(/\s+/gu, ' ')

const tableRule = /^[\s:|-]*--[\s:|-]*$/

function withoutLineMarks(line: string): string {
  const trimmed = line.trim()
  if (tableRule.test(trimmed) || /^(`{3}|~{3})\w*$/.test(trimmed)) return ''
  if (/^\|.+\|$/.test(trimmed))
    return trimmed
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
      .join(' · ')
  return trimmed.replace(/^(?:(?:[-*+]|>|#{1,6})\s+)+/, '')
}

function withoutMarks(text: string): string {
  return text
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll(/\[([^\]]+)\]\([^)\s]*\)/g, '$1')
    .replaceAll(/(^|\s)#{1,6} /g, '$1')
}

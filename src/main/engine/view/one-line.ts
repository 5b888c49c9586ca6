import { encodeToolValue } from '@shared/domain/model/decode'
import type { ToolOutcome, ToolValue } from '@shared/domain/model/node'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { cutText, joinLines } from '@shared/text/plain-text'

/** No card shows more of a text than this, in UTF-16 units. */
const CARD_TEXT = 400

/** A text on one line, cut for a card without splitting a character. */
export function cardText(text: string): string {
  return cut(
    text
      .slice(0, CARD_TEXT * 2)
      .replace(/\s+/gu, ' ')
      .trim()
  )
}

/** What somebody wrote in Markdown, as `cardText` and without the marks of its lines; those inside lines stay. */
export const messageText = (text: string): string =>
  cutText(joinLines(text.slice(0, CARD_TEXT * 4)).trim(), CARD_TEXT)

function cut(text: string): string {
  if (text.length <= CARD_TEXT) return text
  const end = /[\ud800-\udbff]/.test(text.charAt(CARD_TEXT - 1)) ? CARD_TEXT - 1 : CARD_TEXT
  return text.slice(0, end)
}

/** Arguments as a card shows them: `path: "a.ts", line: 3`. */
export function argumentsLine(args: Json): string {
  if (!(args instanceof Map)) return cut(writeJson(args))
  const pieces: string[] = []
  let length = 0
  for (const [key, value] of args) {
    const piece = `${key}: ${writeJson(value)}`
    pieces.push(piece)
    length += piece.length
    if (length > CARD_TEXT) break
  }
  return pieces.length === 0 ? '{}' : cut(pieces.join(', '))
}

/** What came of a call, on one line: the value, or the message of a failure or cancellation. */
export function outcomeLine(outcome: ToolOutcome): string {
  return outcome.status === 'success' ? valueLine(outcome.payload) : cardText(outcome.payload.message)
}

function valueLine(value: ToolValue): string {
  if (value.kind === 'scalar' && typeof value.value === 'string') return cardText(value.value)
  if (value.kind === 'attachment')
    return `${value.ref.media_type} image${value.ref.label ? ` “${value.ref.label}”` : ''}`
  if (value.kind !== 'object') return cut(encodeToolValue(value))
  const pieces = [...value.entries].slice(0, 40).map(([key, entry]) => `${key}: ${encodeToolValue(entry)}`)
  return pieces.length === 0 ? '{}' : cut(pieces.join(', '))
}

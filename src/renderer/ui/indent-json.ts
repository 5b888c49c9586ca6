/**
 * Lays JSON text out over lines, two spaces a level. Works on the text itself: numbers and strings stay as they are
 * stored to the last digit, and text that is no JSON comes back with its brackets broken over lines, not lost.
 */
export function indentJson(text: string): string {
  const out: string[] = []
  let depth = 0
  let at = 0
  const newLine = (): void => void out.push('\n', '  '.repeat(depth))
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '"') {
      const end = endOfString(text, at)
      out.push(text.slice(at, end))
      at = end
      continue
    }
    at++
    if (isSpace(character)) continue
    if (character === '{' || character === '[') {
      const close = nextNotSpace(text, at)
      if (text.charAt(close) === '}' || text.charAt(close) === ']') {
        out.push(character, text.charAt(close))
        at = close + 1
        continue
      }
      depth++
      out.push(character)
      newLine()
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1)
      newLine()
      out.push(character)
    } else if (character === ',') {
      out.push(character)
      newLine()
    } else if (character === ':') out.push(': ')
    else out.push(character)
  }
  return out.join('')
}

/** @returns whether text is one JSON object or array; a word or number alone reads better as it is */
export function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const isSpace = (character: string): boolean => ' \t\n\r'.includes(character)

function nextNotSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charAt(at))) at++
  return at
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

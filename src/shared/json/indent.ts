/** Lays out compact JSON text over lines, two spaces a level, without reading its values: every digit stays. */
export function indentJson(compact: string): string {
  const pieces: string[] = []
  let depth = 0
  for (const [token] of compact.matchAll(TOKENS)) {
    const last = token.at(-1)
    if (token.length === 2 && (token === '{}' || token === '[]')) pieces.push(token)
    else if (last === '{' || last === '[') pieces.push(token, newLine(++depth))
    else if (last === '}' || last === ']') pieces.push(newLine(--depth), token)
    else if (token === ',') pieces.push(',', newLine(depth))
    else if (token === ':') pieces.push(': ')
    else pieces.push(token)
  }
  return pieces.join('')
}

const TOKENS = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|[^\s{}[\],:"]+/gs
const newLine = (depth: number): string => `\n${'  '.repeat(Math.max(0, depth))}`

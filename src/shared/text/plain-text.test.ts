import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cardSpans, cutText, joinLines, plainWords } from './plain-text'

it('keeps code apart and leaves marks out', () => {
  expect(cardSpans('Reject in `config::load`; **keep** one [list](a.md)')).toEqual([
    { text: 'Reject in ', code: false },
    { text: 'config::load', code: true },
    { text: '; keep one list', code: false }
  ])
  expect(plainWords('## Goal Stop `x` ```ts let a')).toBe('Goal Stop x  let a')
})

it('joins lines without what only marks their beginning', () => {
  expect(joinLines('# Goal\n\n- first\n  * second\n> - said\n1. kept')).toBe('Goal first second said 1. kept')
  expect(joinLines('| name | size |\n|:--|--:|\n| a.ts | 3 |')).toBe('name · size a.ts · 3')
  expect(joinLines('```ts\nlet a = -1 | 2\n```')).toBe('let a = -1 | 2')
  expect(joinLines('-1 is no list, #12 no heading')).toBe('-1 is no list, #12 no heading')
})

it('shows a lone backtick, star or bracket as text', () => {
  expect(plainWords('a ` b')).toBe('a ` b')
  expect(plainWords('2 * 3 ** 4 [x] __init__')).toBe('2 * 3 ** 4 [x] __init__')
})

it('never invents a character, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      for (const character of plainWords(text)) expect(text).toContain(character)
      expect(cardSpans(text).every((span) => span.text !== '')).toBe(true)
    })
  )
})

/** Pieces of well-formed Markdown, in which every mark has its partner. */
const words = fc.stringMatching(/^[a-zü😀.,]{1,6}( [a-zü😀.,]{1,6}){0,3}$/u)
const piece = fc.oneof(
  words,
  words.map((inside) => `**${inside}**`),
  words.map((inside) => `\`${inside}\``),
  words.map((inside) => `\`a * [${inside}] ** b\``),
  fc.tuple(words, words).map(([inside, code]) => `**${inside}** (\`${code}\`)`),
  words.map((inside) => `[${inside}](https://a.example/b)`)
)
const wellFormed = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '))

it('cuts a text to a beginning of what is read of it, without a lone mark', () => {
  fc.assert(
    fc.property(wellFormed, fc.nat({ max: 60 }), (text, length) => {
      const read = plainWords(cutText(text, length))
      expect(plainWords(text).startsWith(read)).toBe(true)
      expect(read.isWellFormed()).toBe(true)
      const outside = cardSpans(cutText(text, length)).filter(({ code }) => !code)
      expect(outside.map((span) => span.text).join('')).not.toMatch(/[*`[\]]/)
      if (text.length > length) expect(read.length).toBeLessThanOrEqual(length)
    }),
    { numRuns: 2000 }
  )
})

it('cuts before an opening mark, and closes code', () => {
  expect(cutText('Look: **State of things**', 6)).toBe('Look: ')
  expect(cutText('Look: **State of things**', 11)).toBe('Look: State')
  expect(cutText('Look: `load_path()` now', 10)).toBe('Look: `load`')
  expect(cutText('2 * 3 ` 4', 20)).toBe('2 * 3 ` 4')
})

it('invents no character by cutting, whatever the text', () => {
  const odd = fc.string({ unit: fc.constantFrom('`', '*', '[', ']', '(', ')', '#', ' ', 'a'), maxLength: 40 })
  fc.assert(
    fc.property(odd, fc.nat({ max: 40 }), (text, length) => {
      for (const character of plainWords(cutText(text, length))) expect(text).toContain(character)
    })
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cardSpans, joinLines, plainWords } from './plain-text'

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

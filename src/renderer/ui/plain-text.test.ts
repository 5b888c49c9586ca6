import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cardSpans, plainWords } from './plain-text'

it('keeps code apart and leaves marks out', () => {
  expect(cardSpans('Reject in `config::load`; **keep** one [list](a.md)')).toEqual([
    { text: 'Reject in ', code: false },
    { text: 'config::load', code: true },
    { text: '; keep one list', code: false }
  ])
  expect(plainWords('## Goal Stop `x` ```ts let a')).toBe('Goal Stop x  let a')
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

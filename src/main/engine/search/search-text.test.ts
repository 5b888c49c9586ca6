import { expect, it } from 'vitest'
import { snippetOf } from './search-text'

it('quotes a hit from the beginning of a word, and never from the ids on the lines before it', () => {
  const text = 'm0123\ntoolu_05cc\nThe limiter is per key, and the second bucket comes before authentication.'
  expect(snippetOf(text, 'AUTHENTICATION')).toBe('…key, and the second bucket comes before authentication.')
  expect(snippetOf(text, 'limiter')).toMatch(/^The limiter is per key/)
})

it('finds nothing where there is nothing', () => {
  expect(snippetOf('m0123\nhello', 'absent')).toBeUndefined()
})

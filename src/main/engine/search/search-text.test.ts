import { expect, it } from 'vitest'
import { snippetOf } from './search-text'

it('quotes a hit from the beginning of a word, and never from the ids on the lines before it', () => {
  const texts = [
    'm0123',
    'toolu_05cc',
    'The limiter is per key, and the second bucket comes before authentication.'
  ]
  expect(snippetOf(texts, 'authentication')).toBe('…key, and the second bucket comes before authentication.')
  expect(snippetOf(texts, 'limiter')).toMatch(/^The limiter is per key/)
})

it('finds nothing where there is nothing', () => {
  expect(snippetOf(['m0123', 'hello'], 'absent')).toBeUndefined()
})

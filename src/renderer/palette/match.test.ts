import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allCommands } from '../app/commands'
import { matchWords } from './match'

const typed = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,2}$/)

describe('what is typed into the palette', () => {
  test('finds every command by its own title, in any case and any order of its words', () => {
    for (const { title } of allCommands) {
      expect(matchWords(title, title)).toBe(1)
      expect(matchWords(title, title.toUpperCase().split(' ').reverse().join('  '))).toBe(1)
    }
  })

  test('matches only names that hold each typed word, and no name less than one that begins with it', () => {
    fc.assert(
      fc.property(typed, typed, (name, words) => {
        const score = matchWords(name, words)
        const each = words.split(' ').every((word) => name.includes(word))
        expect(score > 0).toBe(each)
        expect(matchWords(`${words} ${name}`, words)).toBe(1)
      })
    )
  })

  test('does not gather letters from all over a name', () => {
    expect(matchWords('Show the file in the file manager', 'theme')).toBe(0)
    expect(matchWords('Theme: dark', 'theme')).toBe(1)
    expect(matchWords('Collect blobs that nothing reaches…', 'lob')).toBe(0.5)
  })
})

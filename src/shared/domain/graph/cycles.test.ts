import { describe, expect, it } from 'vitest'
import { loopInWords } from './cycles'

describe('a loop in words', () => {
  it('names every member of a small one', () => {
    expect(loopInWords(['a', 'b'])).toBe('a → b')
  })

  it('stays one sentence, however many members it has', () => {
    const members = Array.from({ length: 100_000 }, (_, at) => `n${at}`)
    expect(loopInWords(members)).toBe('n0 → n1 → n2 → n3 → n4 → n5 → n6 → n7 → 99992 more')
  })
})

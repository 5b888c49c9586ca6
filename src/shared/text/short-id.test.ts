import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idsInWords, shortenId } from './short-id'

const id = fc
  .tuple(fc.constantFrom('', 'plugin:', 'message:', 'plugin:e'), fc.uuid())
  .map(([kind, uuid]) => `${kind}${uuid}`)
const word = fc.constantFrom('The leaf', 'is not stored', '“read me”', '(tombstoned)', 'src/a/b.ts', '412')

describe('shortenId', () => {
  it('gives every id at most 20 characters, its start and its end', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const short = shortenId(text)
        expect(short.length).toBeLessThanOrEqual(20)
        if (text.length > 20) expect(text.startsWith(short.slice(0, 14))).toBe(true)
        else expect(short).toBe(text)
      })
    )
  })

  it('keeps the kind of an id', () => {
    expect(shortenId('plugin:e4667eea17ce349d48933b014fd055e6a')).toBe('plugin:e4667ee…55e6a')
    expect(shortenId('m2')).toBe('m2')
  })
})

describe('idsInWords', () => {
  it('finds the ids of a sentence whatever stands around them, and loses nothing', () => {
    const around = fc.constantFrom(['', ''], ['(', ')'], ['', ','], ['', '.'], ['', ':'], ['“', '”:'])
    fc.assert(
      fc.property(fc.array(fc.tuple(word, id, around), { maxLength: 4 }), (parts) => {
        const text = parts
          .map(([before, each, [open, close]]) => `${before} ${open}${each}${close} `)
          .join('')
        const cut = idsInWords(text)
        expect(cut.map((part) => part.text).join('')).toBe(text)
        expect(cut.filter(({ isId }) => isId).map((part) => part.text)).toEqual(parts.map(([, each]) => each))
      })
    )
  })

  it('leaves addresses, paths, names and long words alone', () => {
    for (const text of [
      'https://example.org/2026/a-long-page-about-42-things',
      '/home/me/20260517_080106-copy-of-it.db',
      'Donaudampfschifffahrtsgesellschaft:',
      'call of read_many_project_files_at_once',
      '--some-very-long-option-name'
    ])
      expect(idsInWords(text)).toEqual([{ text, isId: false }])
  })
})

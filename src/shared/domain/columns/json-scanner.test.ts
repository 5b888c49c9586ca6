import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonScanner } from './json-scanner'

/** Any text, rich in what ends a run of plain characters and in what looks like it when words are subtracted. */
const text = fc
  .array(
    fc.oneof(
      { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 2 },
      fc.constantFrom(
        '"',
        '\\',
        '!',
        '#',
        '[',
        ']',
        '\n',
        '\u0000',
        '\u001f',
        ' ',
        'é',
        '€',
        '𝄞',
        '\u007f',
        '"#',
        '\\]'
      )
    )
  )
  .map((pieces) => pieces.join('').toWellFormed())

test('a string ends where JSON says, wherever it stands in a block of bytes', () => {
  fc.assert(
    fc.property(text, fc.nat(7), fc.nat(7), (value, before, behind) => {
      const json = JSON.stringify(value)
      const bytes = Buffer.from(`${'x'.repeat(before)}${json}${'"'.repeat(behind)}`)
      const scanner = new JsonScanner()
      scanner.start(bytes, before, bytes.length)
      expect(scanner.string()).toBe(true)
      expect(bytes.subarray(scanner.from, scanner.to).toString()).toBe(json.slice(1, -1))
      expect(scanner.at).toBe(before + Buffer.byteLength(json))
    })
  )
})

test('a string without its end is refused', () => {
  fc.assert(
    fc.property(text, (value) => {
      const bytes = Buffer.from(JSON.stringify(value).slice(0, -1))
      const scanner = new JsonScanner()
      scanner.start(bytes, 0, bytes.length)
      expect(scanner.string()).toBe(false)
    })
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indentJson, isJson } from './indent-json'

describe('JSON laid out for reading', () => {
  test('is laid out as JSON.stringify would, for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
      })
    )
  })

  test('keeps numbers digit by digit and strings with brackets whole', () => {
    expect(indentJson('{"big":18446744073709551615,"f":1.0,"s":"{[,:\\"}"}')).toBe(
      '{\n  "big": 18446744073709551615,\n  "f": 1.0,\n  "s": "{[,:\\"}"\n}'
    )
  })

  test('prose in brackets is no JSON', () => {
    expect(isJson('[failed]\n\nthe environment is locked')).toBe(false)
    expect(isJson(' {"a": [1, 2.0]}')).toBe(true)
  })

  test('text that is cut short stays readable', () => {
    expect(indentJson('{"a":"b')).toBe('{\n  "a": "b')
  })
})

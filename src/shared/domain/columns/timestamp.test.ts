import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeOfText } from './timestamp'

const instant = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true
})
const written = fc
  .tuple(instant, fc.constantFrom('Z', '+00:00'), fc.constantFrom('', '123', '999999'))
  .map(([date, zone, finer]) => date.toISOString().replace('Z', `${finer}${zone}`))
const noTime = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '2026-05-17T08:01:02+02:00',
    '2026-05-17 08:01:02Z',
    '2026-05-17T08:01:0xZ',
    '2026-05-17T08:01'
  )
)

test('a UTC time is read to the millisecond, whatever finer digits it has', () => {
  fc.assert(
    fc.property(written, (text) => {
      expect(timeOfText(text)).toBe(Date.parse(text.replace(/(\.\d{3})\d*/, '$1')))
    })
  )
})

test('other text is no time', () => {
  fc.assert(
    fc.property(noTime, (text) => {
      expect(timeOfText(text)).toBeNaN()
    })
  )
})

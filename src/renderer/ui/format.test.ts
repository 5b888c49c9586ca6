import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOf, formatAge, formatBytes, formatCount, formatDuration, formatLarge } from './format'

describe('numbers and times as the window writes them', () => {
  test('bytes keep the unit that reads best, also just below the next one', () => {
    expect([0, 999, 1000, 84_300, 999_949, 999_950, 1_421_312].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '84.3 kB',
      '999.9 kB',
      '1.00 MB',
      '1.42 MB'
    ])
  })

  test('bytes have a unit at any size', () => {
    expect([999_995_000, 1e12, 2 ** 53, 9.22e18, 1e22].map(formatBytes)).toEqual([
      '1.00 GB',
      '1.00 TB',
      '9.01 PB',
      '9.22 EB',
      '10,000.00 EB'
    ])
  })

  test('large numbers are shortened, and stay right to the digits that are shown', () => {
    expect(
      [9_999_999_999n, 12_345_678_901n, 2n ** 53n, 2n ** 64n - 1n, -(2n ** 63n)].map(formatLarge)
    ).toEqual(['9,999,999,999', '12.35 bn', '9.01 × 10¹⁵', '1.84 × 10¹⁹', '-9.22 × 10¹⁸'])
    const power = 10n ** 15n
    expect([power - 5_000_001n, power - 5_000_000n].map(formatLarge)).toEqual([
      '999,999.99 bn',
      '1.00 × 10¹⁵'
    ])
    const any = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n })
    const nearPower = fc.bigInt({ min: power - 10n ** 7n, max: power })
    fc.assert(
      fc.property(fc.oneof(any, nearPower), (count) => {
        const text = formatLarge(count)
        expect(text.length).toBeLessThanOrEqual(14)
        if (text === formatCount(count)) return
        expect(numberSaid(text) / Number(count)).toBeCloseTo(1, 2)
      })
    )
  })

  test('counts are grouped and agree with their noun', () => {
    expect([countOf(1, 'node'), countOf(12_345, 'node'), countOf(2, 'branch', 'branches')]).toEqual([
      '1 node',
      '12,345 nodes',
      '2 branches'
    ])
  })

  test('an age is told in its largest whole unit, and nothing is told of a missing time', () => {
    const now = 1_000_000_000_000
    const ages = [0, 59_000, 60_000, 7_200_000, 6 * 86_400_000].map((age) => formatAge(now - age, now))
    expect(ages).toEqual(['now', 'now', '1 min', '2 h', '6 d'])
    expect(formatAge(null, now)).toBe('')
    expect(formatAge(Number.NaN, now)).toBe('')
  })

  test('durations', () => {
    expect([0, 1234, 185_000].map(formatDuration)).toEqual(['0 ms', '1.2 s', '3 min 05 s'])
  })
})

/** The number that a shortened one says. */
function numberSaid(text: string): number {
  const [number = '', unit, power = ''] = text.replaceAll(',', '').split(' ')
  if (unit === 'bn') return Number(number) * 1e9
  return (
    Number(number) * 10 ** Number([...power.slice(2)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join(''))
  )
}

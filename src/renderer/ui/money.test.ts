import { describe, expect, test } from 'vitest'
import { formatCost, formatDollars, formatMicroUsd, formatShortCost } from './money'

describe('money as the window writes it', () => {
  test('dollars keep the digits that matter', () => {
    expect([0n, 99n, 12_300n, 999_950n, 1_234_567n].map(formatDollars)).toEqual([
      '$0.0000',
      '<$0.0001',
      '$0.0123',
      '$1.0000',
      '$1.23'
    ])
  })

  test('sums that no digits can be read of are shortened; their µUSD are not', () => {
    const low = 12_345_678_901n * 10n ** 12n
    const cost = { low, high: low * 10n ** 6n, complete: true }
    expect(formatCost(cost)).toBe('$12.35 bn – $1.23 × 10¹⁶')
    expect(formatShortCost(cost)).toBe('$12.35 bn–1.23 × 10¹⁶')
    expect(formatMicroUsd(cost)).toContain('12,345,678,901,000,000 – ')
    expect(
      formatShortCost({ low: 1_234_567_890n * 10n ** 6n, high: 1_234_567_890n * 10n ** 6n, complete: true })
    ).toBe('$1,235')
  })

  test('a range keeps both ends, and says when the true sum is higher', () => {
    const low = 13_700_000_000n
    const high = 33_600_000_000n
    expect(formatCost({ low, high, complete: true })).toBe('$0.0137 – $0.0336')
    expect(formatCost({ low, high: low, complete: false })).toBe('≥ $0.0137')
    expect(formatCost(null)).toBe('no price')
    expect(formatMicroUsd({ low, high, complete: true })).toBe('13,700 – 33,600 µUSD')
  })
})

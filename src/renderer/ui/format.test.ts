import { shortenId } from '@shared/text/short-id'
import { describe, expect, test } from 'vitest'
import { countOf, formatAge, formatBytes, formatDuration } from './format'

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

  test('ids are shortened in the middle and never made longer', () => {
    expect(shortenId('plugin:e4667eea17ce349d48933b014fd055e6a')).toBe('plugin:e4667ee…55e6a')
    expect(shortenId('m2')).toBe('m2')
  })
})

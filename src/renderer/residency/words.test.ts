import type { ResidencySide } from '@shared/ipc/store'
import { describe, expect, test } from 'vitest'
import { commitWords } from './words'

const side: ResidencySide = {
  nodes: 1,
  bytes: 1,
  leaf: null,
  refused: null,
  fallback: null,
  nextCommit: 'Unchanged',
  vanishOnPark: 0,
  vanishOnTurn: 0
}

describe('what the next commit would do', () => {
  test('says so when nothing would be deleted', () => {
    expect(commitWords(side)).toBe('The next commit deletes nothing')
  })
  test('tells parking and the next turn apart only where they differ', () => {
    expect(commitWords({ ...side, vanishOnPark: 3, vanishOnTurn: 3 })).toBe('The next commit deletes 3 rows')
    expect(commitWords({ ...side, vanishOnTurn: 1 })).toBe('Parking deletes 0 rows, the next turn 1 row')
  })
  test('a load that fails outweighs everything else, a fallback comes first', () => {
    expect(commitWords({ ...side, refused: 'The load never ends.' })).toBe('The load never ends.')
    expect(commitWords({ ...side, fallback: 'Falls back to the whole graph.' })).toBe(
      'Falls back to the whole graph. The next commit deletes nothing'
    )
  })
})

import type { ResidencySide } from '@shared/ipc/store'
import { describe, expect, test } from 'vitest'
import { hazardOf } from './hazard'

const safe: ResidencySide = {
  nodes: 10,
  bytes: 1,
  leaf: 'm1',
  refused: null,
  fallback: null,
  nextCommit: 'Append',
  vanishOnPark: 0,
  vanishOnTurn: 0
}

describe('what opening a store would delete', () => {
  test('a residency whose commits delete nothing is no hazard', () => {
    expect(hazardOf('everything', { keepAll: safe, activePathOnly: safe }, 10)).toBeNull()
  })

  test('each residency is judged by its own figures, and every row is called so', () => {
    const report = { keepAll: safe, activePathOnly: { ...safe, vanishOnPark: 0, vanishOnTurn: 10 } }
    expect(hazardOf('active-path', report, 10)).toEqual({
      sentence:
        'With the active path only, the next turn deletes every row (10) from disk. No tombstone, no undo.',
      onPark: 0,
      onTurn: 10
    })
  })

  test('parking and the next turn are told apart where they differ', () => {
    const report = { keepAll: { ...safe, vanishOnPark: 17, vanishOnTurn: 1 }, activePathOnly: safe }
    expect(hazardOf('everything', report, 27)?.sentence).toContain(
      'parking deletes 17 rows from disk, the next turn 1 row'
    )
  })

  test('a load that never ends is a hazard without figures', () => {
    const report = { keepAll: { ...safe, refused: 'the load never ends.' }, activePathOnly: safe }
    expect(hazardOf('everything', report, 3)).toMatchObject({ onPark: 0, onTurn: 0 })
  })
})

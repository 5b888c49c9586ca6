import type { ResidencyReport } from '@shared/ipc/store'
import { type Residency, sideOf } from '../state/residency'
import { countOf } from '../ui/format'

/** What opening a store in one residency would delete from disk. */
export interface Hazard {
  readonly sentence: string
  readonly onPark: number
  readonly onTurn: number
}

/**
 * @param rows live rows of the store
 * @returns the hazard of a residency in words, or null where its next commits delete nothing and its load ends
 */
export function hazardOf(residency: Residency, report: ResidencyReport, rows: number): Hazard | null {
  const { refused, vanishOnPark, vanishOnTurn } = sideOf(residency, report)
  const opened = residency === 'everything' ? 'With everything in memory' : 'With the active path only'
  if (refused !== null) return { sentence: `${opened}: ${refused}`, onPark: 0, onTurn: 0 }
  if (vanishOnPark === 0 && vanishOnTurn === 0) return null
  const moment =
    vanishOnPark === 0
      ? `the next turn deletes ${counted(vanishOnTurn, rows)} from disk`
      : vanishOnPark === vanishOnTurn
        ? `parking or the next turn deletes ${counted(vanishOnPark, rows)} from disk`
        : vanishOnTurn === 0
          ? `parking deletes ${counted(vanishOnPark, rows)} from disk, a turn deletes nothing`
          : `parking deletes ${counted(vanishOnPark, rows)} from disk, the next turn ${counted(vanishOnTurn, rows)}`
  return {
    sentence: `${opened}, ${moment}. No tombstone, no undo.`,
    onPark: vanishOnPark,
    onTurn: vanishOnTurn
  }
}

const counted = (count: number, rows: number): string =>
  count >= rows && rows > 0 ? `every row (${count.toLocaleString('en-US')})` : countOf(count, 'row')

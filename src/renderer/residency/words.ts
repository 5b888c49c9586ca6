import type { ResidencySide } from '@shared/ipc/store'
import { countOf } from '../ui/format'

/** @returns what the next commit of a runtime resumed this way would do, in one line */
export function commitWords({ refused, fallback, vanishOnPark, vanishOnTurn }: ResidencySide): string {
  if (refused !== null) return refused
  const fallen = fallback === null ? '' : `${fallback} `
  if (vanishOnPark === 0 && vanishOnTurn === 0) return `${fallen}The next commit deletes nothing`
  if (vanishOnPark === vanishOnTurn) return `${fallen}The next commit deletes ${countOf(vanishOnTurn, 'row')}`
  return `${fallen}Parking deletes ${countOf(vanishOnPark, 'row')}, the next turn ${countOf(vanishOnTurn, 'row')}`
}

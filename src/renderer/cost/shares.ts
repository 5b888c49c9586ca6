import type { PricedRow } from '@shared/domain/usage/review'
import { groupRows } from '@shared/domain/usage/sums'
import type { ShareGrouping } from '../state/cost'
import { type Member, shortName } from '../state/family'

/** A part of the high end of a cost. */
export interface Share {
  readonly key: string
  readonly name: string
  /** 0 to 1. */
  readonly part: number
}

export interface Shares {
  /** The largest first; what is small is put together. */
  readonly parts: readonly Share[]
  /** Something has no price: the whole is larger than what is drawn. */
  readonly incomplete: boolean
}

const drawn = 5

/** Cuts the high end of the rows' cost by session, model or source. Mirror rows are left out. */
export function cutCost(rows: readonly PricedRow[], by: ShareGrouping, members: readonly Member[]): Shares {
  const groups = groupRows(rows, by).map(({ key, cost }) => ({ key, cost, high: cost?.high ?? 0n }))
  const whole = groups.reduce((sum, { high }) => sum + high, 0n)
  const incomplete = groups.some(({ cost }) => cost?.complete !== true)
  if (whole <= 0n) return { parts: [], incomplete }
  const sorted = groups.filter(({ high }) => high > 0n).sort((a, b) => (a.high > b.high ? -1 : 1))
  const part = (high: bigint): number => Number((high * 1_000_000n) / whole) / 1e6
  const single = sorted.length <= drawn ? sorted : sorted.slice(0, drawn - 1)
  const rest = sorted.slice(single.length)
  const parts = single.map(({ key, high }) => ({ key, name: nameOf(key, by, members), part: part(high) }))
  const restHigh = rest.reduce((sum, { high }) => sum + high, 0n)
  if (rest.length > 0) parts.push({ key: ' rest', name: `${rest.length} others`, part: part(restHigh) })
  return { parts, incomplete }
}

function nameOf(key: string, by: ShareGrouping, members: readonly Member[]): string {
  if (by === 'session') return members.length === 1 ? 'this session' : shortName(key, members)
  return key === '' ? '(empty label)' : key
}

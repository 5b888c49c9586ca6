import type { NodeColumns } from '@shared/domain/columns/columns'
import { cardGap, type LaneMetrics, laneLeft, laneWidthOf } from '@shared/domain/layout/geometry'
import type { ReadLayout } from '@shared/domain/layout/layout'
import { cardRect, type Rect, segmentOf, visibleStretches } from '@shared/domain/layout/query'

export const agentHeight = 88

/** Where an agent's card stands, and the card of the call that started it. */
export interface AgentPlace {
  readonly call: Rect
  readonly card: Rect
}

const lanesTried = 40
/** An agent further below its call than this is put into another lane instead. */
const deepestDrop = 400

/**
 * Puts agents beside their calls: into the first lane to the right that is free there, those of neighbouring calls
 * below each other. `positions` = places of the calls in the *read* layout, from top to bottom.
 */
export function placeAgents(
  columns: NodeColumns,
  layout: ReadLayout,
  metrics: LaneMetrics,
  positions: readonly number[]
): AgentPlace[] {
  const taken: { readonly lane: number; readonly top: number; readonly bottom: number }[] = []
  return positions.map((position) => {
    const call = cardRect(columns, layout, metrics, position)
    const own = layout.lane[segmentOf(layout, position)] ?? 0
    for (let lane = own + 1; ; lane++) {
      const below = taken
        .filter((place) => place.lane === lane)
        .reduce((y, { bottom }) => Math.max(y, bottom + cardGap), call.y)
      const isFree =
        below - call.y <= deepestDrop &&
        visibleStretches(layout, Math.min(call.y, below), below + agentHeight, lane, lane).length === 0
      if (!isFree && lane < own + lanesTried) continue
      taken.push({ lane, top: below, bottom: below + agentHeight })
      const card = {
        x: laneLeft(metrics, lane),
        y: below,
        width: laneWidthOf(metrics, lane),
        height: agentHeight
      }
      return { call, card }
    }
  })
}

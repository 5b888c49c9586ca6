import type { NodeColumns } from '@shared/domain/columns/columns'
import { cardGap, type LaneMetrics, laneLeft, laneWidthOf } from '@shared/domain/layout/geometry'
import type { ReadLayout } from '@shared/domain/layout/layout'
import { cardRect, type Rect, segmentOf, visibleStretches } from '@shared/domain/layout/query'
import type { Graph } from '../graph/graph'
import type { StartedAgent } from '../state/agents'
import type { Reach } from './camera'
import { metricsOf, type Room } from './place'

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

/** The agents that stand beside the calls of a graph at reading distance. */
export interface StandingAgents {
  readonly places: readonly { readonly session: string; readonly place: AgentPlace }[]
  /** How far they reach; null where none stands. */
  readonly reach: Reach | null
}

const nobody: StandingAgents = { places: [], reach: null }
let stood = nobody
let stoodFor: readonly [Graph, readonly StartedAgent[], Room] | null = null

/**
 * Places the agents whose calls are drawn. The same object until graph, agents or room are others: it is asked for with
 * each frame of a pan.
 */
export function standingAgents(graph: Graph, agents: readonly StartedAgent[], room: Room): StandingAgents {
  if (agents.length === 0 || graph.tail !== null) {
    stoodFor = null
    stood = nobody
    return nobody
  }
  const isSame = stoodFor?.[0] === graph && stoodFor[1] === agents && stoodFor[2] === room
  if (!isSame) {
    stood = stand(graph, agents, room)
    stoodFor = [graph, agents, room]
  }
  return stood
}

function stand(graph: Graph, agents: readonly StartedAgent[], room: Room): StandingAgents {
  const calls = agents
    .map(({ row, member }) => ({ position: graph.read.positionOf[row] ?? -1, session: member.session }))
    .filter(({ position }) => position >= 0)
    .sort((a, b) => a.position - b.position)
  const positions = calls.map(({ position }) => position)
  const placed = placeAgents(graph.columns, graph.read, metricsOf('read', room), positions)
  const places = calls.flatMap(({ session }, at) => {
    const place = placed[at]
    return place === undefined ? [] : [{ session, place }]
  })
  return { places, reach: reachOf(places.map(({ place }) => place.card)) }
}

const reachOf = (cards: readonly Rect[]): Reach | null =>
  cards.reduce<Reach | null>(
    (reach, { x, y, width, height }) => ({
      right: Math.max(reach?.right ?? 0, x + width),
      bottom: Math.max(reach?.bottom ?? Number.NEGATIVE_INFINITY, y + height)
    }),
    null
  )

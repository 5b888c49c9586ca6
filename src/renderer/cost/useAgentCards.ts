import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { SceneLine } from '../canvas/lines'
import { type Point, roundedPath } from '../canvas/paths'
import type { SceneWindow } from '../canvas/place'
import { metricsOf } from '../canvas/place'
import type { SceneItem } from '../canvas/scene'
import type { Graph } from '../graph/graph'
import { agentState } from '../state/agents'
import { type AgentPlace, agentHeight, placeAgents } from './agent-places'

interface AgentCards {
  readonly items: readonly SceneItem[]
  readonly lines: readonly SceneLine[]
}

const none: AgentCards = { items: [], lines: [] }

/** Cards of the agents beside the calls that started them, in the Cost lens and at reading distance. */
export function useAgentCards(graph: Graph, window: SceneWindow): AgentCards {
  const agents = useStore(agentState, (state) => state.agents)
  const { distance, room } = window
  const placed = useMemo(() => {
    if (agents.length === 0 || distance !== 'read' || graph.tail !== null) return []
    const calls = agents
      .map(({ row, member }) => ({ position: graph.read.positionOf[row] ?? -1, session: member.session }))
      .filter(({ position }) => position >= 0)
      .sort((a, b) => a.position - b.position)
    const positions = calls.map(({ position }) => position)
    const places = placeAgents(graph.columns, graph.read, metricsOf('read', room), positions)
    return calls.flatMap(({ session }, at) => {
      const place = places[at]
      return place === undefined ? [] : [{ session, place }]
    })
  }, [agents, graph, distance, room])
  return useMemo(() => {
    const seen = placed.filter(
      ({ place }) => place.card.y < window.bottom && place.card.y + agentHeight > window.top
    )
    if (seen.length === 0) return none
    return {
      items: seen.map(({ session, place }) => ({ id: `g${session}`, type: 'agent', session, ...place.card })),
      lines: seen.map(({ session, place }) => connector(session, place, window.origin))
    }
  }, [placed, window])
}

/** From a call's right edge to the plate of its agent. */
function connector(session: string, { call, card }: AgentPlace, origin: number): SceneLine {
  const from: Point = [call.x + call.width, call.y + call.height / 2 - origin]
  const to: Point = [card.x, card.y + 14 - origin]
  const gutter = card.x - 12
  const points: Point[] = from[1] === to[1] ? [from, to] : [from, [gutter, from[1]], [gutter, to[1]], to]
  return { id: `g${session}`, tone: 'off', d: roundedPath(points) }
}

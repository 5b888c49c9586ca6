import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Graph } from '../graph/graph'
import { agentState } from '../state/agents'
import { type AgentPlace, agentHeight, type StandingAgents, standingAgents } from './agent-places'
import type { SceneLine } from './lines'
import { type Point, roundedPath } from './paths'
import type { SceneWindow } from './place'
import type { SceneItem } from './scene'

interface AgentCards {
  readonly items: readonly SceneItem[]
  readonly lines: readonly SceneLine[]
}

const none: AgentCards = { items: [], lines: [] }
const nowhere: StandingAgents['places'] = []

/** Cards of the agents beside the calls that started them, in the Cost lens and at reading distance. */
export function useAgentCards(graph: Graph, window: SceneWindow): AgentCards {
  const agents = useStore(agentState, (state) => state.agents)
  const { distance, room } = window
  const placed = distance === 'read' ? standingAgents(graph, agents, room).places : nowhere
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

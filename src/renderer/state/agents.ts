import type { AgentCall } from '@shared/ipc/usage'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { reviewResource } from './cost'
import { familyMembers, type Member } from './family'
import { setMarks } from './marks'
import { onGraphReplaced, openStoreState, shownStore } from './open-store'
import { storePath } from './store-path'
import { viewState } from './view'

/** An agent, and the row of the call that started it. */
export interface StartedAgent {
  readonly row: number
  readonly member: Member
  /** Its combined cost as a part of the dearest agent's, 0 to 1. */
  readonly part: number
}

/** The agents of the shown session whose calls are known; empty outside the Cost lens. */
export const agentState = createStore<{ readonly agents: readonly StartedAgent[] }>()(() => ({ agents: [] }))

let asked = 0

async function readAgents(): Promise<void> {
  const call = ++asked
  const shown = shownStore()
  const review = reviewResource.state.getState()
  if (shown?.index == null || review.kind !== 'ready' || viewState.getState().lens !== 'cost') return show([])
  const members = familyMembers(review.value)
  const own = members.find(({ store }) => review.value.asked.includes(store))
  const children = members.filter(({ parent }) => parent !== null && parent === own?.session)
  const paths = children.flatMap(({ store }) => storePath(store) ?? [])
  if (paths.length === 0) return show([])
  const answer = await requestEngine('usage/agent-calls', {
    store: shown.overview.store,
    agents: paths.slice(0, 1000)
  })
  if (call === asked) show(answer.ok ? withCosts(answer.value, children) : [])
}

function withCosts(calls: readonly AgentCall[], children: readonly Member[]): StartedAgent[] {
  const most = children.reduce((high, { combined }) => bigger(high, combined.cost?.high ?? 0n), 0n)
  return calls.flatMap(({ row, session }) => {
    const member = children.find((child) => child.session === session)
    if (member === undefined) return []
    const high = member.combined.cost?.high ?? 0n
    return [{ row, member, part: most === 0n ? 0 : Number((high * 1000n) / most) / 1000 }]
  })
}

const bigger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** Tints the calls by what their agents cost: of all nodes only theirs is known. */
function show(agents: readonly StartedAgent[]): void {
  if (agents.length === 0 && agentState.getState().agents.length === 0) return
  agentState.setState({ agents })
  const count = shownStore()?.index?.nodes.count ?? 0
  const cost = agents.length === 0 || count === 0 ? null : new Float32Array(count)
  if (cost !== null) for (const { row, part } of agents) cost[row] = part
  setMarks({ cost })
}

/** Called once when the page starts. */
export function connectAgents(): void {
  const read = (): void => void readAgents()
  reviewResource.state.subscribe(read)
  onGraphReplaced(read)
  openStoreState.subscribe(({ kind }, before) => {
    if (kind !== before.kind) read()
  })
  viewState.subscribe(({ lens }, before) => {
    if (lens !== before.lens) read()
  })
}

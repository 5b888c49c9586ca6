import { useStore } from 'zustand'
import { agentState } from '../state/agents'
import { KindPlate } from '../ui/KindPlate'
import { formatCost, formatMicroUsd } from '../ui/money'
import { openMember } from './open-member'
import { storePath } from './store-path'

/** Back to the canvas, where the arrows walk on from the call. */
const focusTree = (card: HTMLElement): void => card.closest<HTMLElement>('[role="tree"]')?.focus()

/** Gives the focus to the agent that a call has started. @returns false where none stands beside it */
export function focusAgentOf(row: number): boolean {
  const card = document.querySelector<HTMLElement>(`.agent-card[data-call="${row}"]`)
  card?.focus({ preventScroll: true })
  return card !== null
}

/**
 * An agent with a session of its own, beside the call that started it; opens its store. By keyboard it is to the right
 * of its call, or reached with Tab.
 */
export function AgentCard({ session }: { readonly session: string }) {
  const agent = useStore(agentState, ({ agents }) => agents.find(({ member }) => member.session === session))
  if (agent === undefined) return null
  const { own, combined, letter, title, store } = agent.member
  const path = storePath(store)
  const same = own.rows === combined.rows && own.tokens.input === combined.tokens.input
  const open = (): void => {
    if (path !== null) void openMember(path)
  }
  const ink = Math.round(2 + agent.part * 12)
  return (
    <div
      className="card agent-card"
      role="treeitem"
      tabIndex={0}
      data-call={agent.row}
      aria-level={2}
      aria-selected={false}
      title={`Opens the store of agent ${letter}`}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') open()
        else if (event.key === 'ArrowLeft' || event.key === 'Escape') focusTree(event.currentTarget)
        else return
        event.preventDefault()
      }}
    >
      <KindPlate kind="session" />
      <div
        className="card-body"
        style={{ background: `color-mix(in srgb, var(--text) ${ink}%, var(--raised))` }}
      >
        <span className="agent-head small strong">
          Agent session
          <span className="figures quiet">{letter}</span>
        </span>
        <span className="cut" dir="auto">
          {title === '' ? session : title}
        </span>
        <span className="agent-cost small" title={formatMicroUsd(own.cost)}>
          own <span className="figures">{formatCost(own.cost)}</span>
        </span>
        <span className="agent-cost small" title={formatMicroUsd(combined.cost)}>
          combined <span className="figures">{same ? 'same' : formatCost(combined.cost)}</span>
        </span>
      </div>
    </div>
  )
}

import { useStore } from 'zustand'
import { agentState } from '../state/agents'
import { KindPlate } from '../ui/KindPlate'
import { formatCost, formatMicroUsd } from '../ui/money'
import { openMember } from './open-member'
import { storePath } from './store-path'

/** An agent with a session of its own, beside the call that started it; opens its store. */
export function AgentCard({ session }: { readonly session: string }) {
  const agent = useStore(agentState, ({ agents }) => agents.find(({ member }) => member.session === session))
  if (agent === undefined) return null
  const { own, combined, letter, title, store } = agent.member
  const path = storePath(store)
  const same = own.rows === combined.rows && own.tokens.input === combined.tokens.input
  const ink = Math.round(2 + agent.part * 12)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the table of sessions opens the same store
    <div
      className="card agent-card"
      role="treeitem"
      tabIndex={-1}
      aria-level={2}
      aria-selected={false}
      title={`Opens the store of agent ${letter}`}
      onClick={() => path !== null && void openMember(path)}
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

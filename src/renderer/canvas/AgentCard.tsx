import './cards.css'
import './agent-card.css'
import { useStore } from 'zustand'
import { agentState } from '../state/agents'
import { openMember } from '../state/open-member'
import { storePath } from '../state/store-path'
import { KindPlate } from '../ui/KindPlate'
import { formatCost, formatMicroUsd } from '../ui/money'
import { panBy, showRow } from './canvas-state'

/** Back to the canvas, where the arrows walk on from the call. */
function focusCall(card: HTMLElement, row: number): void {
  card.closest<HTMLElement>('[role="tree"]')?.focus({ preventScroll: true })
  showRow(row)
}

const margin = 12

/**
 * Moves the view until a card that has the focus by keyboard is seen whole, also beside an inspector that floats over the
 * canvas: by itself the canvas scrolls nowhere.
 */
function bringIntoSight(card: HTMLElement): void {
  const pane = card.closest('.canvas')?.getBoundingClientRect()
  if (pane === undefined || !card.matches(':focus-visible')) return
  const right = document.querySelector('.inspector-overlay')?.getBoundingClientRect().left ?? pane.right
  const box = card.getBoundingClientRect()
  panBy(
    outside(box.left, box.right, pane.left + margin, right - margin),
    outside(box.top, box.bottom, pane.top + margin, pane.bottom - margin)
  )
}

/** How far a stretch reaches out of another one; its beginning comes first where it is the longer one. */
function outside(from: number, to: number, low: number, high: number): number {
  const over = Math.max(0, to - high)
  return from - over < low ? from - low : over
}

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
      onFocus={(event) => bringIntoSight(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') open()
        else if (event.key === 'ArrowLeft' || event.key === 'Escape')
          focusCall(event.currentTarget, agent.row)
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

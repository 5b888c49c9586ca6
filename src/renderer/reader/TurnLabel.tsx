import { countOf, formatCount } from '../ui/format'
import type { TurnItem } from './items'

function turnWords({ calls, failed, cancelled }: TurnItem): string {
  if (calls === 0) return 'no tools'
  const ends = [failed > 0 ? `${failed} failed` : '', cancelled > 0 ? `${cancelled} cancelled` : '']
    .filter((word) => word !== '')
    .join(', ')
  return ends === '' ? countOf(calls, 'call') : `${countOf(calls, 'call')}: ${ends}`
}

/** The line over a turn: its number and what its tools did. */
export const TurnLabel = ({ turn }: { readonly turn: TurnItem }) => (
  <div className="turn-label small faint">
    <h3>Turn {formatCount(turn.turn)}</h3>
    <span className="turn-line" />
    <span className="mono">{turnWords(turn)}</span>
  </div>
)

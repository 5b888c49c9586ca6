import { sumRows } from '@shared/domain/usage/sums'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { CircleDollarSign } from 'lucide-react'
import { chooseScope, groupLedger } from '../state/cost'
import type { Member } from '../state/family'
import { openLedger } from '../state/panes'
import { countOf } from '../ui/format'
import { formatCost, formatMicroUsd } from '../ui/money'
import { Tokens } from '../ui/Tokens'
import { costSentence } from './words'

/** The one figure of the panel, and what it is in a sentence. It opens the ledger. */
export function FamilyFigure({
  answer,
  members,
  unpriced
}: {
  readonly answer: UsageReviewAnswer
  readonly members: readonly Member[]
  /** Models without a price. */
  readonly unpriced: number
}) {
  const { tokens, cost } = sumRows(answer.review.rows)
  const family = members.length > 1
  const open = (): void => {
    chooseScope(family ? 'family' : 'session')
    groupLedger('source-model')
    openLedger(true)
  }
  return (
    <header className="inspector-title">
      <div className="inspector-title-line">
        <CircleDollarSign size={20} aria-hidden="true" />
        <h2 className="inspector-name">{family ? 'Family cost' : 'Session cost'}</h2>
        <span className="chip quiet">{countOf(members.length, 'session')}</span>
      </div>
      <button
        type="button"
        className="cost-figure"
        title={`${formatMicroUsd(cost)}. Opens the ledger.`}
        onClick={open}
      >
        {formatCost(cost)}
      </button>
      <p className="quiet selectable">
        <Tokens count={tokens.input} /> tokens in, <Tokens count={tokens.output} /> out.{' '}
        {costSentence(cost, unpriced)}
      </p>
    </header>
  )
}

import { addCounts, NO_COUNTS, type TokenCounts } from '@shared/domain/usage/counts'
import type { PricedRow } from '@shared/domain/usage/review'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { Check, Info } from 'lucide-react'
import type { Member } from '../state/family'
import { countOf } from '../ui/format'
import { Section } from '../ui/Panel'
import { Tokens } from '../ui/Tokens'
import { type CheckLine, fileName, lostLines, mirrorLines } from './words'

const sumOf = (rows: readonly PricedRow[]): TokenCounts =>
  rows.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS)

/** Why the family's sum is neither the root's total nor the sum of all files, and the check of every store. */
export function AddsUp({
  answer,
  members
}: {
  readonly answer: UsageReviewAnswer
  readonly members: readonly Member[]
}) {
  const { review, unreadable } = answer
  const lines = [...mirrorLines(review, members), ...lostLines(review, members)]
  const own = sumOf(review.rows.filter(({ mirrorOf }) => mirrorOf.length === 0))
  const mirrors = sumOf(review.rows.filter(({ mirrorOf }) => mirrorOf.length > 0))
  const family = members.length > 1
  return (
    <Section title="Does it add up?" note={family ? 'input tokens' : undefined}>
      {family && (
        <dl className="adds-up">
          <dt>Own rows of {countOf(members.length, 'session')}</dt>
          <dd>
            <Tokens count={own.input} />
          </dd>
          <dt className="faint">Rows that repeat an agent’s</dt>
          <dd className="faint">
            <Tokens count={mirrors.input} />
          </dd>
          <dt className="faint">All rows, agents counted twice</dt>
          <dd className="faint">
            <Tokens count={own.input + mirrors.input} />
          </dd>
          <RootTotal rows={review.rows} members={members} own={own.input} />
        </dl>
      )}
      <ul className="checks">
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
        {unreadable.map(({ path, message }, at) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: a path may be unreadable in two ways; the list never moves
            key={at}
            line={{
              key: path ?? '',
              fine: false,
              text: `${fileName(path ?? '')} beside this store cannot be read, and is in no sum if it is of this family: ${message}`
            }}
          />
        ))}
        {lines.length === 0 && unreadable.length === 0 && (
          <Line
            line={{
              key: 'plain',
              fine: true,
              text: 'No row repeats another session’s: the ledger is its sum.'
            }}
          />
        )}
      </ul>
    </Section>
  )
}

/** lash's own total of the root: agents of agents and successors are not in it. */
function RootTotal({
  rows,
  members,
  own
}: {
  readonly rows: readonly PricedRow[]
  readonly members: readonly Member[]
  readonly own: bigint
}) {
  const root = members.find(({ role }) => role === 'root')
  if (root === undefined) return null
  const total = sumOf(rows.filter(({ session }) => session === root.session)).input
  const why =
    total < own
      ? 'Root’s own ledger: agents of agents, successors or lost rows are missing'
      : total > own
        ? 'Root’s own ledger: some agents are booked twice'
        : 'Root’s own ledger'
  return (
    <>
      <dt className="faint">{why}</dt>
      <dd className="faint">
        <Tokens count={total} />
      </dd>
    </>
  )
}

function Line({ line }: { readonly line: CheckLine }) {
  const Icon = line.fine ? Check : Info
  return (
    <li data-fine={line.fine}>
      <Icon size={14} className={line.fine ? 'verified' : 'quiet'} aria-hidden="true" />
      <span className="small quiet selectable">{line.text}</span>
    </li>
  )
}

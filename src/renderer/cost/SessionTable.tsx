import type { CostSum } from '@shared/domain/usage/sums'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { Info } from 'lucide-react'
import { chooseScope, groupLedger } from '../state/cost'
import type { Member } from '../state/family'
import { openMember } from '../state/open-member'
import { openLedger } from '../state/panes'
import { storePath } from '../state/store-path'
import { formatCost, formatMicroUsd } from '../ui/money'
import { fileName } from './words'

const shownMembers = 200
const roles = { root: 'Root session', agent: '', compaction: 'Compaction', successor: 'Successor' } as const

/** Own and combined cost of every session of the family, as a tree; a name opens its store. */
export function SessionTable({
  answer,
  members
}: {
  readonly answer: UsageReviewAnswer
  readonly members: readonly Member[]
}) {
  const shown = members.slice(0, shownMembers)
  return (
    <section className="section">
      <table className="session-table members">
        <thead>
          <tr>
            <th scope="col">Session</th>
            <th scope="col" className="number">
              Own
            </th>
            <th scope="col" className="number">
              Combined
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((member) => (
            <tr key={member.session} className={answer.asked.includes(member.store) ? 'strong' : ''}>
              <th scope="row" style={{ paddingInlineStart: Math.min(member.depth, 6) * 16 }}>
                <SessionName member={member} shown={answer.asked.includes(member.store)} />
              </th>
              <Figure cost={member.own.cost} />
              {isSame(member) ? (
                <td className="number quiet">same</td>
              ) : (
                <Figure cost={member.combined.cost} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {members.length > shown.length && (
        <p className="small quiet">
          The first {shown.length} of {members.length} sessions; the ledger, grouped by session, has all.
        </p>
      )}
      <p className="cost-note">
        <Info size={14} aria-hidden="true" />
        <span className="small quiet">
          Only own rows are added: a parent’s mirror rows repeat its agents’ rows.
        </span>
      </p>
    </section>
  )
}

const isSame = ({ own, combined }: Member): boolean =>
  own.rows === combined.rows && own.tokens.input === combined.tokens.input

function SessionName({ member, shown }: { readonly member: Member; readonly shown: boolean }) {
  const { role, letter, title, store, session } = member
  const path = storePath(store)
  const name = title === '' ? session : title
  return (
    <button
      type="button"
      className="session-name"
      title={`${name}\n${fileName(store)}`}
      disabled={shown || path === null}
      onClick={() => path !== null && void openMember(path)}
    >
      {letter !== '' && <span>{letter}</span>}
      <span className="cut" dir="auto">
        {role === 'agent' ? name : roles[role]}
      </span>
    </button>
  )
}

function Figure({ cost }: { readonly cost: CostSum | null }) {
  const open = (): void => {
    chooseScope('family')
    groupLedger('session')
    openLedger(true)
  }
  return (
    <td className="number">
      <button
        type="button"
        className="table-figure"
        title={`${formatMicroUsd(cost)}. Opens the ledger by session.`}
        onClick={open}
      >
        {formatCost(cost).replaceAll(' – ', '–')}
      </button>
    </td>
  )
}

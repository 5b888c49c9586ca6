import { NodeFlag } from '@shared/domain/columns/columns'
import type { NodeDetail, NodeLink } from '@shared/ipc/store'
import type { ReactNode } from 'react'
import { followLink } from '../state/walk'
import { Door } from '../ui/Controls'
import { countOf, formatAgo, formatExactBytes, formatExactTime } from '../ui/format'
import { Id } from '../ui/Id'
import { Section } from '../ui/Panel'
import { useNow } from '../ui/useNow'

/** What a node is tied to; every link goes there. */
export function Links({ node }: { readonly node: NodeDetail }) {
  const { card, parent, children, childCount, askedIn, answeredIn, copies, childSession } = node
  return (
    <Section title="Links">
      <dl className="facts links">
        <Line name="Node">
          <Id id={card.id} copy />
        </Line>
        <Line name="Parent">{parent === null ? 'none: a root' : <LinkTo link={parent} />}</Line>
        <Line name={childCount === 1 ? 'Child' : 'Children'}>
          {childCount === 0 ? 'none' : <LinkList links={children} total={childCount} />}
        </Line>
        {askedIn.length > 0 && (
          <Line name="Asked in">
            <LinkList links={askedIn} total={askedIn.length} />
          </Line>
        )}
        {answeredIn.length > 0 && (
          <Line name="Answered in">
            <LinkList links={answeredIn} total={answeredIn.length} />
          </Line>
        )}
        {copies.length > 0 && (
          <Line name="Copies">
            <LinkList links={copies} total={copies.length} />
          </Line>
        )}
        {childSession !== null && (
          <Line name="Session">
            <Id id={childSession} copy />
          </Line>
        )}
        <Line name="Stored">{storedWords(node)}</Line>
        <Written node={node} />
      </dl>
    </Section>
  )
}

function storedWords({ card, copies, flags, seq }: NodeDetail): string {
  const words = copies.length === 0 ? 'once; no copies' : countOf(copies.length + 1, 'time')
  const tombstoned = flags & NodeFlag.tombstoned ? ', tombstoned' : ''
  return `${formatExactBytes(card.bytes)}, ${words}${tombstoned}, seq ${seq.toLocaleString('en-US')}`
}

function Written({ node }: { readonly node: NodeDetail }) {
  const now = useNow()
  const { time } = node.card
  const { earliest } = node
  const hasEarlier = earliest !== null && earliest !== time
  const ago = formatAgo(time, now)
  const firstAgo = hasEarlier ? formatAgo(earliest, now) : ago
  const exact = formatExactTime(time) + (hasEarlier ? `, first ${formatExactTime(earliest)}` : '')
  return (
    <Line name="Written">
      <span title={exact}>{firstAgo === ago ? ago : `${ago}, first ${firstAgo}`}</span>
    </Line>
  )
}

export function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

const shownLinks = 5

function LinkList({ links, total }: { readonly links: readonly NodeLink[]; readonly total: number }) {
  return (
    <>
      {links.slice(0, shownLinks).map((link) => (
        <div key={`${link.row}:${link.id}`} className="link-line">
          <LinkTo link={link} />
        </div>
      ))}
      {total > shownLinks && <span className="faint">and {countOf(total - shownLinks, 'more', 'more')}</span>}
    </>
  )
}

/** A link to another node: its name and its id. A lost one says so. */
export function LinkTo({ link }: { readonly link: NodeLink }) {
  const { id, label, kind, row } = link
  if (row === null || kind === 'lost') {
    return (
      <span className="danger">
        not stored: <Id id={id} copy />
      </span>
    )
  }
  return (
    <span className="link-to">
      <Door title={label} onClick={() => void followLink(id)}>
        {label === '' ? kind : label}
      </Door>{' '}
      <Id id={id} />
    </span>
  )
}

import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Resource } from '../state/resource'
import { ErrorNote } from './ErrorNote'
import { PlainText } from './PlainText'

/** The head of what the inspector shows: its sign, its name, its state, and what it is in a sentence. */
export function PanelTitle({
  sign,
  title,
  mono = false,
  mark,
  sentence,
  children
}: {
  readonly sign: ReactNode
  readonly title: string
  readonly mono?: boolean
  readonly mark?: ReactNode
  readonly sentence: string
  readonly children?: ReactNode
}) {
  return (
    <header className="inspector-title">
      <div className="inspector-title-line">
        {sign}
        <h2 className={mono ? 'inspector-name code' : 'inspector-name'} title={title} dir="auto">
          {title}
        </h2>
        {mark}
      </div>
      {sentence !== '' && (
        <p className="quiet selectable" dir="auto">
          <PlainText text={sentence} ids />
        </p>
      )}
      {children}
    </header>
  )
}

/** A titled part of a panel. */
export function Section({
  title,
  note,
  children
}: {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="section">
      <div className="section-head">
        <h3>{title}</h3>
        {note !== undefined && <span className="figures quiet">{note}</span>}
      </div>
      {children}
    </section>
  )
}

/** A part that starts folded; `aside` stands beside its head and stays in sight. */
export function Fold({
  title,
  aside,
  open = false,
  children
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly open?: boolean
  readonly children: () => ReactNode
}) {
  const [unfolded, setUnfolded] = useState(open)
  const Chevron = unfolded ? ChevronDown : ChevronRight
  return (
    <section className="section fold">
      <div className="section-head">
        <button
          type="button"
          className="fold-head"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Chevron size={14} aria-hidden="true" />
          <h3>{title}</h3>
        </button>
        {aside}
      </div>
      {unfolded && children()}
    </section>
  )
}

/** Draws a resource when it is there; says that it is loading, or why it failed. */
export function Loaded<T>({
  resource,
  children
}: {
  readonly resource: Resource<T>
  readonly children: (value: T) => ReactNode
}) {
  if (resource.kind === 'ready') return children(resource.value)
  if (resource.kind === 'failed') return <ErrorNote error={resource.error} />
  return <p className="inspector-empty faint">Reading…</p>
}

import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { useMemo } from 'react'
import { cutShares, type ShareGrouping } from '../state/cost'
import type { Member } from '../state/family'
import { Segments } from '../ui/Controls'
import { formatShare } from '../ui/format'
import { cutCost, type Shares } from './shares'

const groupings = [
  ['session', 'Session'],
  ['model', 'Model'],
  ['source', 'Source']
] as const

/** Ink of the parts, in per cent of the text colour; never a hue. */
const inks = [100, 50, 28, 72, 38]
const width = 348
const height = 12
/** What has no price is drawn as a hatched stub, as nobody knows how long it would be; as the whole bar where nothing has one. */
const stub = 16

/** Whose share of the cost is how large, by the high end. */
export function ShareChart({
  answer,
  members,
  by
}: {
  readonly answer: UsageReviewAnswer
  readonly members: readonly Member[]
  readonly by: ShareGrouping
}) {
  const shares = useMemo(() => cutCost(answer.review.rows, by, members), [answer, by, members])
  return (
    <section className="section">
      <div className="section-head">
        <h3>Shares of the high end</h3>
        <Segments bar label="Shares by" options={groupings} value={by} onChange={cutShares} />
      </div>
      <ShareBar shares={shares} />
      <ul className="share-legend small quiet">
        {shares.parts.map(({ key, name, part }, at) => (
          <li key={key}>
            <i style={{ background: ink(at) }} aria-hidden="true" />
            <span className="cut" title={name} dir="auto">
              {name}
            </span>{' '}
            {formatShare(part, 1)}
          </li>
        ))}
        {shares.incomplete && (
          <li>
            <i className="hatched" aria-hidden="true" />
            no price
          </li>
        )}
        {shares.parts.length === 0 && !shares.incomplete && <li>Everything here is free or unused.</li>}
      </ul>
    </section>
  )
}

const ink = (at: number): string => `color-mix(in srgb, var(--text) ${inks[at % inks.length]}%, var(--panel))`

function ShareBar({ shares }: { readonly shares: Shares }) {
  const { parts, incomplete } = shares
  const unpriced = incomplete ? (parts.length === 0 ? width : stub) : 0
  const scale = scaleLinear({ domain: [0, 1], range: [0, width - unpriced] })
  let from = 0
  const bars = parts.map(({ key, part }, at) => {
    const x = scale(from)
    from += part
    return (
      <Bar
        key={key}
        x={x}
        y={0}
        height={height}
        width={Math.max(1, scale(from) - x - 1)}
        style={{ fill: ink(at) }}
      />
    )
  })
  return (
    <svg
      className="share-chart"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <defs>
        <pattern
          id="unpriced"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V6" className="hatch" />
        </pattern>
      </defs>
      {bars}
      {incomplete && (
        <Bar x={width - unpriced} y={0} width={unpriced} height={height} fill="url(#unpriced)" />
      )}
    </svg>
  )
}

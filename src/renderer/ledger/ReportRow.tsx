import { useEffect } from 'react'
import { useStore } from 'zustand'
import { reportResource } from '../state/cost'
import { countOf, formatCount } from '../ui/format'
import { GridPart } from '../ui/GridPart'
import { Tokens } from '../ui/Tokens'
import { formatTokens } from '../ui/tokens'
import { reportName } from './export'
import type { CellWalk } from './useCellWalk'

/** The usage report as lash computes it: mirror rows are in it, cached-only rows are not. It is no bill. */
export function ReportRow({ at, walk }: { readonly at: number; readonly walk: CellWalk }) {
  const report = useStore(reportResource.state)
  useEffect(reportResource.load)
  if (report.kind !== 'ready') return null
  const { usage, entry_count: entries } = report.value
  const sums = (write: (count: bigint) => string): string =>
    `${write(usage.total_tokens)} total, ${write(usage.context_total_tokens)} context`
  const counts = [
    usage.input_tokens,
    usage.cached_input_tokens,
    usage.output_tokens,
    usage.reasoning_tokens
  ].map((count) => <Tokens key={count} count={count} />)
  const words = [reportName, sums(formatTokens), '', ...counts, 'not money', '']
  const hint = `${sums(formatCount)}: lash’s own report, as it computes it on load, in ${countOf(entries, 'entry', 'entries')}: every row it keeps, mirror rows too. total_tokens counts reasoning twice for some providers, so it is no basis for a price.`
  return (
    <GridPart className="ledger-row report" role="row" tabIndex={-1} data-total="report" title={hint}>
      {words.map((text, column) => (
        <GridPart
          // biome-ignore lint/suspicious/noArrayIndexKey: the cells of one fixed row
          key={column}
          role={column === 0 ? 'rowheader' : 'gridcell'}
          className={`ledger-cell${column < 2 || column === 8 ? '' : ' number'}${column === 1 ? ' wide' : ''}`}
          {...walk.cell(at, column)}
        >
          <span className="cut">{text}</span>
        </GridPart>
      ))}
    </GridPart>
  )
}

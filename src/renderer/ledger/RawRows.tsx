import type { LedgerRows } from '@shared/ipc/usage'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { shownStore } from '../state/open-store'
import type { Resource } from '../state/resource'
import { ErrorNote } from '../ui/ErrorNote'
import { countOf, formatCount } from '../ui/format'
import type { LedgerLine } from './lines'

/** The stored usage rows behind one line of the ledger, in the order in which they were booked. */
export function RawRows({ line, columns }: { readonly line: LedgerLine; readonly columns: number }) {
  const rows = useRawRows(line)
  if (rows.kind === 'failed') {
    return (
      <tr>
        <td colSpan={columns}>
          <ErrorNote error={rows.error} />
        </td>
      </tr>
    )
  }
  if (rows.kind !== 'ready') {
    return (
      <tr className="raw">
        <td colSpan={columns} className="faint">
          Reading the rows…
        </td>
      </tr>
    )
  }
  const { rows: shown, total } = rows.value
  return (
    <>
      {shown.map(({ seq, counts }) => (
        <tr key={seq} className="raw">
          <td />
          <td className="mono">seq {formatCount(seq)}</td>
          <td className="number">{formatCount(counts.input)}</td>
          <td className="number">{formatCount(counts.cachedInput)}</td>
          <td className="number">{formatCount(counts.output)}</td>
          <td className="number">{formatCount(counts.reasoning)}</td>
          <td />
        </tr>
      ))}
      <tr className="raw">
        <td />
        <td colSpan={columns - 1} className="small faint">
          {total > shown.length
            ? `The first ${formatCount(shown.length)} of ${countOf(total, 'stored row')}`
            : countOf(total, 'stored row')}
        </td>
      </tr>
    </>
  )
}

function useRawRows({ row }: LedgerLine): Resource<LedgerRows> {
  const [rows, setRows] = useState<Resource<LedgerRows>>({ kind: 'loading' })
  const { source, model, store } = row
  useEffect(() => {
    let wanted = true
    const path = pathOfStore(store)
    if (path === null) return
    void requestEngine('usage/rows', { path, source, model }).then((answer) => {
      if (!wanted) return
      setRows(answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error })
    })
    return () => {
      wanted = false
    }
  }, [source, model, store])
  return rows
}

/** Stores of a family lie in one folder; a review names them by their file. */
function pathOfStore(name: string): string | null {
  const path = shownStore()?.path
  return path === undefined ? null : path.replace(/[^\\/]*$/, name.replace(/^.*[\\/]/, ''))
}

import { Copy, Download } from 'lucide-react'
import { useStore } from 'zustand'
import { requestMain } from '../bridge/main'
import {
  chooseScope,
  costState,
  filterLedger,
  groupLedger,
  type LedgerGrouping,
  reviewResource
} from '../state/cost'
import { copyText, notify } from '../state/notice'
import { Button, Segments } from '../ui/Controls'
import { reviewExport, screenCsv } from './export'
import type { LedgerLine, LedgerTable } from './lines'

const scopes = [
  ['session', 'This session'],
  ['family', 'Family']
] as const

const groupings: readonly (readonly [LedgerGrouping, string])[] = [
  ['source-model', 'source × model'],
  ['source', 'source'],
  ['model', 'model'],
  ['session', 'session'],
  ['day', 'day of session']
]

/** Whose rows, how they are grouped and filtered, and the ways to take them elsewhere. `lines` = those on screen. */
export function LedgerTools({
  table,
  lines
}: {
  readonly table: LedgerTable
  readonly lines: readonly LedgerLine[]
}) {
  const { by, filter } = useStore(costState)
  const csv = (): string => screenCsv(table, lines)
  return (
    <>
      {table.members.length > 1 && (
        <Segments bar label="Ledger of" options={scopes} value={table.scope} onChange={chooseScope} />
      )}
      <select
        className="field ledger-by small"
        aria-label="Group by"
        title="A row has no time of its own: its day is the day its session was created"
        value={by}
        onChange={({ target }) => {
          const chosen = groupings.find(([value]) => value === target.value)
          if (chosen !== undefined) groupLedger(chosen[0])
        }}
      >
        {groupings.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <input
        className="field ledger-filter small"
        type="search"
        placeholder="Filter"
        aria-label="Filter the ledger"
        value={filter}
        onChange={({ target }) => filterLedger(target.value)}
      />
      <span className="spacer" />
      <Button
        className="compact"
        icon={Copy}
        onClick={() => void copyText(csv(), 'the lines on screen as CSV')}
      >
        Copy CSV
      </Button>
      <Button className="compact" icon={Download} onClick={() => void save('ledger.csv', csv())}>
        CSV…
      </Button>
      <Button className="compact" icon={Download} onClick={() => void saveJson()}>
        JSON…
      </Button>
    </>
  )
}

async function saveJson(): Promise<void> {
  const review = reviewResource.state.getState()
  const { by, pricesAt } = costState.getState()
  if (review.kind === 'ready') await save('usage.json', reviewExport(review.value, by, pricesAt))
}

async function save(name: string, text: string): Promise<void> {
  const answer = await requestMain('dialog/save', { name, text })
  if (!answer.ok) notify(answer.error.message)
  else if (answer.value !== null) notify(`Saved ${answer.value}`)
}

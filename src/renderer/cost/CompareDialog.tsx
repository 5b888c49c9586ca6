import type { LedgerEntry } from '@shared/domain/model/head'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { ArrowLeftRight, FolderOpen, X } from 'lucide-react'
import { useStore } from 'zustand'
import { labelWords } from '../ledger/lines'
import {
  closeComparison,
  compareFrom,
  compareState,
  compareTo,
  type Moment,
  pickMoment,
  shownMoment,
  storeMoment,
  swapSides
} from '../state/compare'
import { reviewResource } from '../state/cost'
import { sessionsState } from '../state/sessions'
import { storePath } from '../state/store-path'
import { Button, IconButton } from '../ui/Controls'
import { Dialog } from '../ui/Dialog'
import { ErrorNote } from '../ui/ErrorNote'
import { shortenPath } from '../ui/format'
import { Tokens } from '../ui/Tokens'
import { fileName } from './words'

/** What one ledger holds beyond another, in tokens. */
export function CompareDialog() {
  const open = useStore(compareState, (state) => state.open)
  return open ? (
    <Dialog label="Compare ledgers" wide onClose={closeComparison}>
      <div className="dialog-head">
        <h2>Compare ledgers</h2>
        <IconButton icon={X} label="Close" onClick={closeComparison} />
      </div>
      <div className="dialog-scroll compare">
        <Sides />
        <Outcome />
      </div>
    </Dialog>
  ) : null
}

function Sides() {
  const { before, after } = useStore(compareState)
  const moments = useMoments()
  return (
    <div className="compare-sides">
      <Side label="Earlier" moments={moments} value={before} onChange={compareFrom} />
      <IconButton icon={ArrowLeftRight} label="Swap the sides" onClick={swapSides} />
      <Side label="Later" moments={moments} value={after} onChange={compareTo} />
      <Button icon={FolderOpen} onClick={() => void pickMoment()}>
        Store…
      </Button>
    </div>
  )
}

/** Everything that can be compared: this store, what was remembered, its family and copies, recent stores. */
function useMoments(): readonly Moment[] {
  const { remembered, picked } = useStore(compareState)
  const review = useStore(reviewResource.state)
  const recent = useStore(sessionsState, (sessions) => sessions.recent)
  const shown = shownMoment()
  const near = review.kind === 'ready' ? nearMoments(review.value) : []
  const others = recent.map(({ path, title }) => storeMoment(path, momentName(title, shortenPath(path))))
  const all = [...(shown === null ? [] : [shown]), ...remembered, ...picked, ...near, ...others]
  return [...new Map(all.toReversed().map((moment) => [moment.key, moment])).values()].reverse()
}

/** The other states of the family's sessions, which only their files tell apart, and the sessions themselves. */
function nearMoments({ review, titles }: UsageReviewAnswer): readonly Moment[] {
  const copies = review.otherCopies.map(({ store }) => [store, ''] as const)
  const sessions = review.sessions.map(({ store, session }) => [store, titles.get(session) ?? ''] as const)
  return [...copies, ...sessions].flatMap(([store, title]) => {
    const path = storePath(store)
    return path === null ? [] : [storeMoment(path, momentName(title, fileName(store)))]
  })
}

/** A session by its first words, which people know it by, and by its file, of which there is only one. */
const momentName = (title: string, file: string): string =>
  title === '' ? file : `${title.length > TITLE ? `${title.slice(0, TITLE)}…` : title}, ${file}`

const TITLE = 40

function Side({
  label,
  moments,
  value,
  onChange
}: {
  readonly label: string
  readonly moments: readonly Moment[]
  readonly value: Moment | null
  readonly onChange: (moment: Moment) => void
}) {
  return (
    <label className="compare-side">
      <span className="small quiet">{label}</span>
      <select
        className="field"
        value={value?.key ?? ''}
        onChange={({ target }) => {
          const moment = moments.find(({ key }) => key === target.value)
          if (moment !== undefined) onChange(moment)
        }}
      >
        {value === null && <option value="">Choose…</option>}
        {moments.map(({ key, name, path }) => (
          <option key={key} value={key} title={path}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Outcome() {
  const gained = useStore(compareState, (state) => state.gained)
  switch (gained.kind) {
    case 'idle':
      return <p className="quiet">Choose an earlier and a later state of a session.</p>
    case 'loading':
      return <p className="faint">Reading…</p>
    case 'failed':
      return (
        <ErrorNote error={gained.error}>
          {gained.error.code === 'ledger-decreased' && <Button onClick={swapSides}>Swap the sides</Button>}
        </ErrorNote>
      )
    case 'ready':
      return <Gained entries={gained.value} />
  }
}

const shownEntries = 500

function Gained({ entries }: { readonly entries: readonly LedgerEntry[] }) {
  if (entries.length === 0) return <p className="quiet">Nothing was used between the two.</p>
  const total = (field: keyof LedgerEntry['usage']): bigint =>
    entries.reduce((sum, { usage }) => sum + usage[field], 0n)
  return (
    <table className="session-table moments">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Model</th>
          {fields.map(([field, name]) => (
            <th key={field} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.slice(0, shownEntries).map(({ source, model, usage }) => (
          <tr key={JSON.stringify([source, model])}>
            <th scope="row" className="cut" title={source}>
              {labelWords(source)}
            </th>
            <td className="cut" title={model}>
              {labelWords(model)}
            </td>
            {fields.map(([field]) => (
              <td key={field} className="number">
                <Tokens count={usage[field]} sign="+" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Gained</th>
          <td className="small quiet">
            {entries.length > shownEntries ? `first ${shownEntries} lines shown` : ''}
          </td>
          {fields.map(([field]) => (
            <td key={field} className="number">
              <Tokens count={total(field)} sign="+" />
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}

const fields = [
  ['input_tokens', 'Input'],
  ['cached_input_tokens', 'Cached'],
  ['output_tokens', 'Output'],
  ['reasoning_tokens', 'Reasoning']
] as const

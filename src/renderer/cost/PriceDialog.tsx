import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import { labelWords } from '../ledger/lines'
import { costState, setPriceOf } from '../state/cost'
import { keepUserPrices, settingsState } from '../state/settings'
import { Button, IconButton, Segments } from '../ui/Controls'
import { Dialog, focusFirst } from '../ui/Dialog'
import { draftOf, draftProblem, type PriceDraft, withDraft, withoutModel } from './user-price'

const close = (): void => setPriceOf(null)

const kinds = [
  ['price', 'A price'],
  ['alias', 'As another model'],
  ['free', 'Free or local']
] as const

/** Sets a price, another name, or "costs nothing" for a model; kept with the app's settings, shown as the user's. */
export function PriceDialog() {
  const model = useStore(costState, ({ pricing }) => pricing)
  if (model === null) return null
  return (
    <Dialog key={model} label={`Price of ${model}`} onClose={close}>
      <PriceForm model={model} />
    </Dialog>
  )
}

function PriceForm({ model }: { readonly model: string }) {
  const userPrices = useStore(settingsState, (settings) => settings.userPrices)
  const [draft, setDraft] = useState(() => draftOf(userPrices, model))
  const [problem, setProblem] = useState<string | null>(null)
  const isSet = Object.hasOwn(userPrices.prices, model) || Object.hasOwn(userPrices.aliases, model)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const wrong = draftProblem(draft)
    setProblem(wrong)
    if (wrong !== null) return
    keepUserPrices(withDraft(userPrices, model, draft))
    close()
  }
  return (
    <form className="price-form" onSubmit={save}>
      <div className="dialog-head">
        <h2 className="cut">
          Price of{' '}
          <span className="mono" title={model} dir="auto">
            {labelWords(model)}
          </span>
        </h2>
        <IconButton icon={X} label="Close" onClick={close} />
      </div>
      <div className="dialog-scroll price-fields">
        <Segments
          label="Kind of price"
          options={kinds}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
        <Fields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
        {problem !== null && (
          <p className="danger" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-actions">
          {isSet && (
            <Button
              onClick={() => {
                keepUserPrices(withoutModel(userPrices, model))
                close()
              }}
            >
              Remove
            </Button>
          )}
          <span className="spacer" />
          <Button onClick={close}>Cancel</Button>
          <Button tone="main" type="submit">
            Use it
          </Button>
        </div>
      </div>
    </form>
  )
}

type Change = (change: Partial<PriceDraft>) => void

function Fields({ draft, onChange }: { readonly draft: PriceDraft; readonly onChange: Change }) {
  if (draft.kind === 'free') {
    return <p className="quiet">The model counts with $0, and the ledger says that you have set it so.</p>
  }
  if (draft.kind === 'alias') {
    return (
      <>
        <Field
          first
          label="Price it as the model"
          value={draft.alias}
          onChange={(alias) => onChange({ alias })}
        />
        <p className="small quiet">
          A name the price table knows, such as claude-sonnet-4-5 or openai/gpt-5-mini.
        </p>
      </>
    )
  }
  return (
    <>
      <p className="small quiet">In dollars per million tokens.</p>
      <div className="price-pair">
        <Field first label="Input" value={draft.input} onChange={(input) => onChange({ input })} />
        <Field label="Output" value={draft.output} onChange={(output) => onChange({ output })} />
        <Field
          label="Cache reads, if they have a price"
          value={draft.cacheRead}
          onChange={(cacheRead) => onChange({ cacheRead })}
        />
        <Field
          label="Cache writes, if they have a price"
          value={draft.cacheWrite}
          onChange={(cacheWrite) => onChange({ cacheWrite })}
        />
      </div>
    </>
  )
}

function Field({
  first = false,
  label,
  value,
  onChange
}: {
  readonly first?: boolean
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  return (
    <label className="price-field">
      <span className="small quiet">{label}</span>
      <input
        ref={first ? focusFirst : undefined}
        className="field mono"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}

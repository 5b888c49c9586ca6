import { Copy, Download, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { copyText, notify } from '../state/notice'
import { shownStore } from '../state/open-store'
import type { Resource } from '../state/resource'
import { Button, IconButton, Segments } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'
import { formatExactBytes } from '../ui/format'

type Shape = 'envelope' | 'persisted'

const shapes: readonly (readonly [Shape, string])[] = [
  ['envelope', 'Session state envelope'],
  ['persisted', 'Persisted session state']
]
/** Characters of the text that are shown; all of it is copied and saved. */
const shownLength = 20_000

/** The session's state as the runtime would serialise it. Secrets are masked unless asked for. */
export function ExportForm({ onDone }: { readonly onDone: () => void }) {
  const [shape, setShape] = useState<Shape>('envelope')
  const [secrets, setSecrets] = useState(false)
  const text = useExport(shape, secrets)
  return (
    <>
      <div className="dialog-head">
        <h2>Export the session state</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      <div className="dialog-scroll append-fields">
        <Segments bar label="Shape" options={shapes} value={shape} onChange={setShape} />
        <label className="tick">
          <input type="checkbox" checked={secrets} onChange={(event) => setSecrets(event.target.checked)} />
          Include secrets. Without this, keys and tokens are masked.
        </label>
        <ExportText text={text} />
      </div>
      <div className="goto-foot">
        <span className="small faint">
          {text.kind === 'ready' ? formatExactBytes(new Blob([text.value]).size) : ''}
        </span>
        <span className="plan-buttons">
          <Button
            icon={Copy}
            disabled={text.kind !== 'ready'}
            onClick={() => text.kind === 'ready' && void copyText(text.value, 'the state')}
          >
            Copy
          </Button>
          <Button
            tone="main"
            icon={Download}
            disabled={text.kind !== 'ready'}
            onClick={() => text.kind === 'ready' && void save(shape, text.value)}
          >
            Save…
          </Button>
        </span>
      </div>
    </>
  )
}

function ExportText({ text }: { readonly text: Resource<string> }) {
  if (text.kind === 'failed') return <ErrorNote error={text.error} />
  if (text.kind !== 'ready') return <p className="faint">Putting the state together…</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="export-text" aria-label="The state" tabIndex={0}>
      <pre className="mono selectable">
        {text.value.slice(0, shownLength)}
        {text.value.length > shownLength && '\n…'}
      </pre>
    </section>
  )
}

function useExport(shape: Shape, secrets: boolean): Resource<string> {
  const [text, setText] = useState<Resource<string>>({ kind: 'loading' })
  useEffect(() => {
    const store = shownStore()?.overview.store
    if (store === undefined) return
    let gone = false
    setText({ kind: 'loading' })
    void requestEngine('state/export', { store, shape, secrets }).then((answer) => {
      if (gone) return
      setText(answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error })
    })
    return () => {
      gone = true
    }
  }, [shape, secrets])
  return text
}

async function save(shape: Shape, text: string): Promise<void> {
  const saved = await requestMain('dialog/save', { name: `session-${shape}.json`, text })
  if (!saved.ok) notify(saved.error.message)
  else if (saved.value !== null) notify(`Saved to ${saved.value}`)
}

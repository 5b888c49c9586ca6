import { type FormEvent, useState } from 'react'
import { goToId } from '../state/detail'
import { Button } from '../ui/Controls'

/** Goes to the node whose id is typed or pasted. */
export function GoToId({ onDone }: { readonly onDone: () => void }) {
  const [id, setId] = useState('')
  const [missing, setMissing] = useState<string | null>(null)
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const sought = id.trim()
    if (sought === '') return
    if (await goToId(sought)) onDone()
    else setMissing(sought)
  }
  return (
    <form onSubmit={(event) => void go(event)}>
      <input
        className="palette-input mono"
        aria-label="Node id"
        placeholder="The whole id of a node, for example m2cce6cb…"
        value={id}
        // biome-ignore lint/a11y/noAutofocus: the dialog exists for this field
        autoFocus
        onChange={(event) => {
          setId(event.target.value)
          setMissing(null)
        }}
      />
      <div className="goto-foot">
        <output className={missing === null ? 'small faint' : 'small danger'}>
          {missing === null
            ? 'The id as it stands in the store, of a node on the path or off it.'
            : 'No node of this store has that id.'}
        </output>
        <Button tone="main" type="submit">
          Go
        </Button>
      </div>
    </form>
  )
}

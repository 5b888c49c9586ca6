import { INDEXED_FROM_BYTES, type TextIndexState } from '@shared/ipc/text-index'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { showOverlay } from '../state/overlay'
import { allowIndexing, settingsState } from '../state/settings'
import { askTextIndex, indexedPart, textIndexState } from '../state/text-index'
import { Button, Door, IconButton } from '../ui/Controls'
import { formatBytes, formatCount, formatDuration } from '../ui/format'

/** The text index in one line, which opens it; where none is needed nothing is said. */
export function TextIndexLine() {
  const index = useStore(textIndexState, (state) => state.index)
  const bytes = useStore(openStoreState, (store) => (store.kind === 'open' ? store.overview.bytes.db : 0))
  if (index === null || (index.state === 'none' && bytes < INDEXED_FROM_BYTES)) return null
  return (
    <Door className="small" onClick={() => showOverlay('text-index')}>
      {indexLine(index)}
    </Door>
  )
}

function indexLine(index: TextIndexState): string {
  switch (index.state) {
    case 'none':
      return 'no text index'
    case 'building':
      return `indexing, ${indexedPart(index)}`
    case 'partial':
      return `text index ${indexedPart(index)} built`
    case 'ready':
      return `text index, ${formatBytes(index.bytes)}`
  }
}

/** The text index of the shown store: what it is for, how it stands, what it costs, and whether it may be built unasked. */
export function TextIndexPanel({ onDone }: { readonly onDone: () => void }) {
  const { index, asked } = useStore(textIndexState)
  const whenIdle = useStore(settingsState, (settings) => settings.indexWhenIdle)
  useEffect(() => void askTextIndex('state'), [])
  const building = asked || index?.state === 'building'
  return (
    <>
      <div className="dialog-head">
        <h2>Text index</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      <div className="text-index">
        <p className="quiet">
          A list of the words in every node, in the app’s own folder. With it the first hits of a search in a
          large store come at once; every search reads all nodes still, so nothing is missed without it.
        </p>
        {index !== null && (
          <dl className="facts">
            <dt>This store</dt>
            <dd>{stateWords(index)}</dd>
            <dt>On disk</dt>
            <dd>{`${formatBytes(index.bytes)}; ${formatBytes(index.allBytes)} for all stores`}</dd>
          </dl>
        )}
        <label className="tick">
          <input
            type="checkbox"
            checked={whenIdle}
            onChange={({ target }) => allowIndexing(target.checked)}
          />
          Build it for large stores while nothing else is done
        </label>
        <div className="text-index-actions">
          <Button
            tone="main"
            disabled={building || (index?.state === 'ready' && index.done === index.total)}
            onClick={() => void askTextIndex('build')}
          >
            {index?.state === 'none' || index === null ? 'Build it now' : 'Bring it up to date'}
          </Button>
          <Button
            disabled={index === null || (index.bytes === 0 && !building)}
            onClick={() => void askTextIndex('drop')}
          >
            {building ? 'Stop and delete it' : 'Delete it'}
          </Button>
        </div>
      </div>
    </>
  )
}

function stateWords({ state, done, total, ms }: TextIndexState): string {
  const nodes = `${formatCount(done)} of ${formatCount(total)} nodes`
  const time = ms === 0 ? '' : `, in ${formatDuration(ms)}`
  switch (state) {
    case 'none':
      return 'not built'
    case 'building':
      return `being built: ${nodes}${time}`
    case 'partial':
      return `put off: ${nodes}${time}`
    case 'ready':
      return done === total ? `built${time}` : `built for ${nodes}${time}`
  }
}

import './loading-bar.css'
import { useStore } from 'zustand'
import { cancelLoading, openStoreState } from '../state/open-store'
import { Door } from '../ui/Controls'
import { formatCount } from '../ui/format'

const phases = {
  copying: ['Copying the store aside', 'bytes'],
  reading: ['Reading the graph', 'nodes'],
  verifying: ['Telling copies from work', 'nodes']
} as const

/** A thin line while the graph is read, with how much of how much, and a way to stop. */
export function LoadingBar() {
  const progress = useStore(openStoreState, (store) => (store.kind === 'open' ? store.progress : null))
  if (progress === null) return null
  const { phase, done, total } = progress
  const [text, unit] = phases[phase]
  const share = total === 0 ? 0 : Math.min(1, done / total)
  return (
    <div className="loading-bar">
      <progress className="loading-line" value={share} aria-label={text} />
      <div className="loading-words small quiet">
        {text}: {formatCount(done)} of {formatCount(total)} {unit}
        <Door onClick={cancelLoading}>Cancel</Door>
      </div>
    </div>
  )
}

import { openStoreState } from '../state/open-store'

/** The keys that walk the graph. */
const walkKeys: ReadonlySet<string> = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End'
])

let walker: ((key: string) => void) | null = null
let kept: string | null = null

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const { target, key } = event
  const free = target === document.body || (target instanceof Element && target.closest('.canvas') !== null)
  const { kind } = openStoreState.getState()
  if (!walkKeys.has(key) || !free || (walker === null && kind !== 'opening' && kind !== 'open')) return
  if (walker === null) kept = key
  else walker(key)
  event.preventDefault()
}

/**
 * Listens to the keys that walk the graph, while the canvas or nothing has the focus. The last one that is pressed while
 * a store is being opened is kept until its canvas stands; with the store it is forgotten. Called once when the page
 * starts, since the canvas comes later than its store. @returns how to stop
 */
export function listenToWalkKeys(): () => void {
  window.addEventListener('keydown', press)
  const stop = openStoreState.subscribe(({ kind }) => {
    if (kind !== 'opening' && kind !== 'open') kept = null
  })
  return () => {
    window.removeEventListener('keydown', press)
    stop()
  }
}

/** Has `walk` act on the keys, and on the one that was kept. @returns how to stop */
export function onWalkKey(walk: (key: string) => void): () => void {
  const key = kept
  walker = walk
  kept = null
  if (key !== null) walk(key)
  return () => {
    if (walker === walk) walker = null
  }
}

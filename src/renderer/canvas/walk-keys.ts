import { openStoreState } from '../state/open-store'
import type { Direction } from './steps'

/** Where a key leads: a step away, or to an end of the path. */
export type Walk = Direction | 'root' | 'leaf'

const walks: ReadonlyMap<string, Walk> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['Home', 'root'],
  ['End', 'leaf']
])

let walker: ((to: Walk) => void) | null = null
let kept: Walk[] = []

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const { target } = event
  const to = walks.get(event.key)
  const free = target === document.body || (target instanceof Element && target.closest('.canvas') !== null)
  const { kind } = openStoreState.getState()
  if (to === undefined || !free || (walker === null && kind !== 'opening' && kind !== 'open')) return
  if (walker === null) kept.push(to)
  else walker(to)
  event.preventDefault()
}

/**
 * Listens to the keys that walk the graph, while the canvas or nothing has the focus. Those that are pressed while a
 * store is being opened are kept until its canvas stands; with the store they are forgotten. Called once when the page
 * starts, since the canvas comes later than its store. @returns how to stop
 */
export function listenToWalkKeys(): () => void {
  window.addEventListener('keydown', press)
  const stop = openStoreState.subscribe(({ kind }) => {
    if (kind !== 'opening' && kind !== 'open') kept = []
  })
  return () => {
    window.removeEventListener('keydown', press)
    stop()
  }
}

/** Has `walk` act on the keys, first on those that were kept. @returns how to stop */
export function onWalkKey(walk: (to: Walk) => void): () => void {
  walker = walk
  for (const to of kept.splice(0)) walk(to)
  return () => {
    if (walker === walk) walker = null
  }
}

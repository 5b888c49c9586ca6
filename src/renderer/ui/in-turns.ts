/** Time of one turn, ms: short enough that nobody notices the wait. */
const TURN_MS = 4

/**
 * Does long work in short turns, so that the window never waits for it.
 * @param step does a small part; true = all is done
 * @returns how to stop before that
 */
export function inTurns(step: () => boolean): () => void {
  const turn = (): void => {
    const end = performance.now() + TURN_MS
    while (!step()) {
      if (performance.now() < end) continue
      timer = window.setTimeout(turn)
      return
    }
  }
  let timer = window.setTimeout(turn)
  return () => clearTimeout(timer)
}

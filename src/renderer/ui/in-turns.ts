/** Time of one turn, ms: short enough that nobody notices the wait. */
const TURN_MS = 4
/** After so long without a quiet moment a turn is taken all the same, ms. */
const PATIENCE_MS = 200

/**
 * Does long work in short turns while the window has nothing else to do, so that nothing waits for it: of timers that
 * follow each other several would run before an answer to the user does.
 * @param step does a small part; true = all is done
 * @returns how to stop before that
 */
export function inTurns(step: () => boolean): () => void {
  const soon = (): number => requestIdleCallback(turn, { timeout: PATIENCE_MS })
  const turn = (): void => {
    const end = performance.now() + TURN_MS
    while (!step()) {
      if (performance.now() < end) continue
      waiting = soon()
      return
    }
  }
  let waiting = soon()
  return () => cancelIdleCallback(waiting)
}

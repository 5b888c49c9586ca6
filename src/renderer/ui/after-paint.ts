/**
 * Runs something in a task of its own once the page has painted what it shows by then, so that neither has to wait for
 * the other; at once after the running task where nothing is painted, as the window is out of sight.
 * @returns how to call it off
 */
export function afterPaint(run: () => void): () => void {
  let timer: number | undefined
  const soon = (): void => {
    timer = window.setTimeout(run)
  }
  const frame = document.hidden ? undefined : requestAnimationFrame(soon)
  if (frame === undefined) soon()
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

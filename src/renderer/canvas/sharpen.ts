/** The zoom has come to rest when it has not changed for so long, ms. */
const restAfter = 140

/**
 * The cards are kept as a picture that the compositor moves and scales, so that panning paints nothing and zooming does
 * not paint all of it at every step. The picture keeps the scale at which it was painted: when the zoom has come to
 * rest it is let go of for one frame, and so painted sharp.
 * @returns to be told each zoom that is drawn
 */
export function sharpenAtRest(picture: () => HTMLElement | null | undefined): (zoom: number) => void {
  let painted: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const paint = (): void => {
    const element = picture()
    if (element == null) return
    element.style.willChange = 'auto'
    requestAnimationFrame(() => requestAnimationFrame(() => element.style.removeProperty('will-change')))
  }
  return (zoom) => {
    if (zoom === painted) return
    const first = painted === null
    painted = zoom
    clearTimeout(timer)
    if (!first) timer = setTimeout(paint, restAfter)
  }
}

import { type RefObject, useEffect } from 'react'
import type { Graph } from '../graph/graph'
import { marksState } from '../state/marks'
import { afterPaint } from '../ui/after-paint'
import { type Palette, readPalette } from './palette'
import { drawLanes, type MapView, type PixelJob } from './pixels'

/** How the store lies on so many device px, `ratio` of them to a px of the page. */
export type ViewOf = (width: number, height: number, ratio: number) => MapView

/** Time that a frame gives to a drawing that may wait, ms. */
const patience = 6

/**
 * Keeps a canvas drawn, at most once a frame: when it is resized, when the theme or a lens changes, and when
 * `subscribe` says that the view has changed.
 * @param patient the drawing may take several frames, so that it holds nothing up; it is shown when it is whole
 */
export function usePixels(
  canvas: RefObject<HTMLCanvasElement | null>,
  graph: Graph,
  viewOf: ViewOf,
  subscribe: (changed: () => void) => () => void,
  patient: boolean
): void {
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let frame = 0
    let stopWaiting = (): void => undefined
    let palette: Palette | null = null
    let image: ImageData | null = null
    const begin = (): void => {
      palette ??= readPalette(element)
      image = clearImage(element, image)
      if (image === null) return
      const pixels = new Uint32Array(image.data.buffer)
      const view = viewOf(image.width, image.height, window.devicePixelRatio)
      goOn({ pixels, view, graph, palette, marks: marksState.getState() }, image, 0)
    }
    const goOn = (job: PixelJob, image: ImageData, from: number): void => {
      const end = performance.now() + patience
      const next = drawLanes(job, from, () => patient && performance.now() > end)
      frame = next === null ? 0 : requestAnimationFrame(() => goOn(job, image, next))
      if (next === null) element.getContext('2d')?.putImageData(image, 0, 0)
    }
    const changed = (): void => {
      stopWaiting()
      cancelAnimationFrame(frame)
      if (patient) stopWaiting = afterPaint(begin)
      else frame = requestAnimationFrame(begin)
    }
    const recolour = (): void => {
      palette = null
      changed()
    }
    const observer = new ResizeObserver(changed)
    observer.observe(element)
    const themes = new MutationObserver(recolour)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const stops = [subscribe(changed), marksState.subscribe(changed), () => themes.disconnect()]
    changed()
    return () => {
      stopWaiting()
      cancelAnimationFrame(frame)
      observer.disconnect()
      for (const stop of stops) stop()
    }
  }, [canvas, graph, viewOf, subscribe, patient])
}

/**
 * Fits a canvas to the device px it covers, and gives pixels for all of them, clear: those of the last drawing where
 * they fit, as a new picture for each frame would be megabytes that have to be collected. Null while it covers none.
 */
function clearImage(element: HTMLCanvasElement, last: ImageData | null): ImageData | null {
  const width = Math.round(element.clientWidth * window.devicePixelRatio)
  const height = Math.round(element.clientHeight * window.devicePixelRatio)
  if (width === 0 || height === 0) return null
  if (element.width !== width) element.width = width
  if (element.height !== height) element.height = height
  if (last?.width !== width || last.height !== height) {
    return element.getContext('2d')?.createImageData(width, height) ?? null
  }
  last.data.fill(0)
  return last
}

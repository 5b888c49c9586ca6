import { type RefObject, useEffect } from 'react'
import { type CanvasMarks, marksState } from '../canvas/marks'
import type { Graph } from '../graph/graph'
import { type Palette, readPalette } from './palette'
import { drawPixels, type MapView } from './pixels'

/** How the store lies on so many device px, `ratio` of them to a px of the page. */
export type ViewOf = (width: number, height: number, ratio: number) => MapView

/**
 * Keeps a canvas drawn, at most once a frame: when it is resized, when the theme or a lens changes, and when
 * `subscribe` says that the view has changed.
 */
export function usePixels(
  canvas: RefObject<HTMLCanvasElement | null>,
  graph: Graph,
  viewOf: ViewOf,
  subscribe: (changed: () => void) => () => void
): void {
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let frame = 0
    let palette: Palette | null = null
    const draw = (): void => {
      frame = 0
      palette ??= readPalette(element)
      paint(element, graph, viewOf, palette, marksState.getState())
    }
    const changed = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw)
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
      cancelAnimationFrame(frame)
      observer.disconnect()
      for (const stop of stops) stop()
    }
  }, [canvas, graph, viewOf, subscribe])
}

function paint(
  element: HTMLCanvasElement,
  graph: Graph,
  viewOf: ViewOf,
  palette: Palette,
  marks: CanvasMarks
): void {
  const ratio = window.devicePixelRatio
  const width = Math.round(element.clientWidth * ratio)
  const height = Math.round(element.clientHeight * ratio)
  if (width === 0 || height === 0) return
  if (element.width !== width) element.width = width
  if (element.height !== height) element.height = height
  const context = element.getContext('2d')
  if (context === null) return
  const image = context.createImageData(width, height)
  drawPixels(new Uint32Array(image.data.buffer), viewOf(width, height, ratio), graph, palette, marks)
  context.putImageData(image, 0, 0)
}

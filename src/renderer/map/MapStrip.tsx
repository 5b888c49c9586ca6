import './map.css'
import { type PointerEvent, useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { canvasState, centreOn } from '../canvas/canvas-state'
import type { Graph } from '../graph/graph'
import { openStoreState } from '../state/open-store'
import { countOf } from '../ui/format'
import type { MapView } from './pixels'
import { fromReadY, seenRange, stripHead, stripScale } from './strip-view'
import { Ticks } from './Ticks'
import { usePixels } from './usePixels'

const block = 8
const widestPitch = 14
const left = 11

/** The whole store beside the canvas at all times, with the view as a frame to drag. */
export function MapStrip() {
  const graph = useStore(canvasState, (state) => state.graph)
  return (
    <section className="map-pane" aria-label="Map">
      <h2 className="map-title">Map</h2>
      {graph !== null && <Strip graph={graph} />}
    </section>
  )
}

function Strip({ graph }: { readonly graph: Graph }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const viewOf = useCallback(
    (width: number, height: number, ratio: number) => stripView(graph, width, height, ratio),
    [graph]
  )
  usePixels(canvas, graph, viewOf, unchanging, true)
  const nodes = graph.columns.count
  // Rows that do not decode or are tombstoned are no nodes of the session, but they are in the map.
  const unit = useStore(openStoreState, (store) => {
    const summary = store.kind === 'open' ? store.index?.summary : undefined
    return summary !== undefined && summary.tombstoned + summary.undecodable > 0 ? 'row' : 'node'
  })
  return (
    <>
      <canvas ref={canvas} className="map-pixels" />
      <Ticks graph={graph} />
      <Frame graph={graph} />
      <p className="map-count">{graph.tail === null ? countOf(nodes, unit) : `last ${nodes}`}</p>
    </>
  )
}

const unchanging = (): (() => void) => () => undefined

function stripView(graph: Graph, width: number, height: number, ratio: number): MapView {
  const scale = stripScale(graph, height / ratio)
  const room = (width / ratio - left - 12) / Math.max(1, graph.bounds.lanes)
  const pitch = Math.max(2, Math.min(widestPitch, room))
  return {
    width,
    height,
    top: graph.bounds.top - stripHead / scale,
    scale: scale * ratio,
    left: left * ratio,
    pitch: pitch * ratio,
    block: Math.max(1, Math.round(Math.min(block, pitch * 0.6) * ratio)),
    lineWidth: Math.round(2 * ratio)
  }
}

/** What the canvas shows; dragging it, or pressing anywhere on the strip, moves the canvas there. */
function Frame({ graph }: { readonly graph: Graph }) {
  const strip = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = (): void => {
      if (strip.current !== null && frame.current !== null) placeFrame(graph, strip.current, frame.current)
    }
    place()
    const observer = new ResizeObserver(place)
    if (strip.current !== null) observer.observe(strip.current)
    const stop = canvasState.subscribe(place)
    return () => {
      observer.disconnect()
      stop()
    }
  }, [graph])
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return
    const element = event.currentTarget
    const box = element.getBoundingClientRect()
    const scale = stripScale(graph, box.height)
    element.setPointerCapture(event.pointerId)
    const go = (clientY: number): void => {
      const y = graph.bounds.top + (clientY - box.top - stripHead) / scale
      centreOn((now, camera) => fromReadY(now, camera, y))
    }
    const move = (moved: globalThis.PointerEvent): void => go(moved.clientY)
    const up = (): void => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    go(event.clientY)
  }
  return (
    <div ref={strip} className="map-press" onPointerDown={press}>
      <div ref={frame} className="map-frame" />
    </div>
  )
}

function placeFrame(graph: Graph, strip: HTMLElement, frame: HTMLElement): void {
  const { camera, size } = canvasState.getState()
  const scale = stripScale(graph, strip.clientHeight)
  const [from, to] = seenRange(graph, camera, size)
  const top = Math.max(stripHead - 2, stripHead + (from - graph.bounds.top) * scale)
  const bottom = Math.min(strip.clientHeight - 2, stripHead + (to - graph.bounds.top) * scale)
  const height = Math.max(6, bottom - top)
  frame.style.transform = `translateY(${Math.min(top, strip.clientHeight - height)}px)`
  frame.style.height = `${height}px`
}

import './map.css'
import { segmentOf } from '@shared/domain/layout/query'
import { type MouseEvent, useCallback, useRef } from 'react'
import { useStore } from 'zustand'
import { canvasState, goToDistance, positionToShow, showRow } from '../canvas/canvas-state'
import { nearestPosition, yOfPosition } from '../canvas/place'
import type { Graph } from '../graph/graph'
import { rowOfSelection, selectionState, selectNode } from '../state/selection'
import type { MapView } from './pixels'
import { usePixels } from './usePixels'

const left = 32
const widestPitch = 36
const narrowestPitch = 3

/** The canvas at its farthest: the whole store as pixels, panned and zoomed like the cards. */
export function MapDrawing({ graph }: { readonly graph: Graph }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const viewOf = useCallback(
    (width: number, height: number, ratio: number): MapView => {
      const { camera } = canvasState.getState()
      const pitch = pitchOf(graph, width / ratio)
      return {
        width,
        height,
        top: camera.y,
        scale: camera.zoom * ratio,
        left: left * ratio,
        pitch: pitch * ratio,
        block: Math.max(1, Math.round(pitch * 0.6 * ratio)),
        lineWidth: Math.round(2 * ratio)
      }
    },
    [graph]
  )
  usePixels(canvas, graph, viewOf, canvasState.subscribe, false)
  const pick = (event: MouseEvent<HTMLCanvasElement>): void => {
    const row = rowAt(graph, event)
    if (row !== null) selectNode(row)
  }
  const enter = (event: MouseEvent<HTMLCanvasElement>): void => {
    const row = rowAt(graph, event)
    if (row === null) return
    goToDistance('read')
    showRow(row)
  }
  return (
    <>
      <canvas ref={canvas} className="map-drawing" onClick={pick} onDoubleClick={enter} />
      <Selected graph={graph} />
    </>
  )
}

const pitchOf = (graph: Graph, width: number): number =>
  Math.min(widestPitch, Math.max(narrowestPitch, (width - 2 * left) / graph.bounds.lanes))

function rowAt(graph: Graph, { currentTarget, nativeEvent }: MouseEvent<HTMLCanvasElement>): number | null {
  if (graph.tail !== null) return null
  const { camera } = canvasState.getState()
  const lane = Math.max(
    0,
    Math.floor((nativeEvent.offsetX - left) / pitchOf(graph, currentTarget.clientWidth))
  )
  const position = nearestPosition(graph, 'map', lane, camera.y + nativeEvent.offsetY / camera.zoom)
  return graph.read.rowAt[position] ?? null
}

/** A mark beside the selected node, which is often no larger than a pixel. */
function Selected({ graph }: { readonly graph: Graph }) {
  const row = useStore(selectionState, ({ selection }) => rowOfSelection(selection))
  const camera = useStore(canvasState, (state) => state.camera)
  const width = useStore(canvasState, ({ size }) => size.width)
  const position = row === null || graph.tail !== null ? -1 : positionToShow(graph, row)
  if (position === -1) return null
  const lane = graph.read.lane[segmentOf(graph.read, position)] ?? 0
  const pitch = pitchOf(graph, width)
  const y = (yOfPosition(graph, 'map', position) - camera.y) * camera.zoom
  return (
    <i className="map-here" style={{ left: left + lane * pitch - 3, width: pitch * 0.6 + 6, top: y - 3 }} />
  )
}

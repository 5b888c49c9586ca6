import { createStore } from 'zustand/vanilla'
import { chipOf, currentGraph, type Graph } from '../graph/graph'
import { agentState } from '../state/agents'
import { openStoreState } from '../state/open-store'
import { floatingReach, inspectorFloats, paneState } from '../state/panes'
import { readerState } from '../state/reader'
import { currentSelection, rowOfSelection } from '../state/selection'
import { type CanvasRequest, type Distance, reportZoom, showDistance, viewState } from '../state/view'
import { afterPaint } from '../ui/after-paint'
import { standingAgents } from './agent-places'
import {
  type Camera,
  clampCamera,
  clearPosition,
  distanceAt,
  fitCamera,
  openingCamera,
  panCamera,
  revealPosition,
  toDistance,
  type ViewPoint,
  type ViewSize,
  zoomCamera
} from './camera'
import { rowIn } from './selected'

/** The canvas in the window: what is drawn, from where, and how large its pane is. */
interface CanvasView {
  readonly graph: Graph | null
  readonly camera: Camera
  readonly size: ViewSize
}

const start: Camera = { distance: 'read', zoom: 1, x: 0, y: 0 }

export const canvasState = createStore<CanvasView>()(() => ({
  graph: null,
  camera: start,
  size: { width: 0, height: 0, room: 'wide' }
}))

/** A pane narrower than this is the column beside the reader, px. */
const columnWidth = 320
/** A step of the zoom keys and buttons. */
const zoomStep = 1.25

/** The pane, with how far the agents reach that stand beside a graph in it, and what the inspector floats over. */
const withSurroundings = (graph: Graph, size: ViewSize): ViewSize => ({
  ...size,
  beside: standingAgents(graph, agentState.getState().agents, size.room).reach,
  covered: inspectorFloats() && readerState.getState().through === null ? floatingReach : 0
})

function moveCamera(move: (graph: Graph, size: ViewSize, camera: Camera) => Camera): void {
  const { graph, size, camera } = canvasState.getState()
  if (graph === null || size.height === 0) return
  const next = move(graph, withSurroundings(graph, size), camera)
  canvasState.setState({ camera: next })
  reportZoom(next.zoom, next.distance)
}

/** Moves the view by screen px. */
export const panBy = (dx: number, dy: number): void =>
  moveCamera((graph, size, camera) => panCamera(graph, size, camera, dx, dy))

/** Multiplies the zoom; what is at `at` stays there. Without `at`: the spine in the middle of the view. */
export const zoomBy = (factor: number, at?: ViewPoint): void =>
  moveCamera((graph, size, camera) =>
    zoomCamera(graph, size, camera, camera.zoom * factor, at ?? { x: 40, y: size.height / 2 })
  )

export const goToDistance = (distance: Distance): void =>
  moveCamera((graph, size, camera) => toDistance(graph, size, camera, distance))

/** Puts the view's middle at a y of the current distance's layout. */
export const centreOn = (y: (graph: Graph, camera: Camera) => number): void =>
  moveCamera((graph, size, camera) =>
    panCamera(graph, size, { ...camera, y: y(graph, camera) }, 0, -size.height / 2)
  )

let awaited: number | null = null

/** Brings a row into view; a folded row by the card that its chip hangs on. */
export function showRow(row: number): void {
  const { graph: drawn } = canvasState.getState()
  const place = drawn === null ? null : rowIn(drawn, row)
  // before the graph has come only the leaf end can be told; the last wish is kept
  awaited = place === null ? row : null
  if (place === null) return
  moveCamera((graph, size, camera) => {
    const position = positionToShow(graph, place)
    return position === -1 ? camera : revealPosition(graph, size, camera, position)
  })
}

/** The position at which a row is seen: its own, or that of the card its chip hangs on; -1 where it is not drawn. */
export function positionToShow(graph: Graph, row: number): number {
  const position = graph.read.positionOf[row] ?? -1
  if (position !== -1) return position
  const chip = chipOf(graph, row)
  return chip === null ? -1 : Math.max(0, graph.read.fork[chip] ?? 0)
}

/** The pane has another size: the bottom of the view stays where it is, as the leaf end is what is read. */
export function resizeCanvas(width: number, height: number): void {
  const { graph, size } = canvasState.getState()
  const next: ViewSize = { width, height, room: roomFor(width) }
  if (next.width === size.width && next.height === size.height && next.room === size.room) return
  const opened = size.height === 0 && graph !== null
  canvasState.setState({ size: next })
  if (opened) open(graph)
  else panBy(0, size.height - height)
}

const roomFor = (width: number): ViewSize['room'] => {
  if (width < columnWidth) return 'column'
  return paneState.getState().small ? 'small' : 'wide'
}

function open(graph: Graph): void {
  const { size } = canvasState.getState()
  const { zoom, distance } = viewState.getState()
  canvasState.setState({ graph, camera: openingCamera(graph, size) })
  if (distance === distanceAt(zoom)) zoomTo(zoom)
  else goToDistance(distance)
}

const zoomTo = (zoom: number): void => zoomBy(zoom / canvasState.getState().camera.zoom)

/**
 * Another graph is to be drawn. The same store's next graph moves nothing that is in sight: the leaf end stays where
 * it is while the rest of the graph comes, and later, when nodes are added below, whoever looks elsewhere is left there.
 */
function takeGraph(graph: Graph | null): void {
  const { graph: before, camera, size } = canvasState.getState()
  if (graph === before) return
  if (graph === null || before === null || before.store !== graph.store) {
    awaited = null
    canvasState.setState({ graph })
    if (graph !== null && size.height > 0) open(graph)
    return
  }
  const next = cameraIn(graph, standingIn(before, camera, size))
  const isSized = size.height > 0
  canvasState.setState({
    graph,
    camera: isSized ? clampCamera(graph, withSurroundings(graph, size), next) : next
  })
  if (before.tail !== null && camera.distance === 'map') moveCamera(toWholeMap)
  if (awaited !== null) showRow(awaited)
}

/** Where a view stands, to be found again in another graph of the store without this one being held. */
interface Standing {
  readonly camera: Camera
  readonly seesLeafEnd: boolean
  readonly top: number
}

const standingIn = (graph: Graph, camera: Camera, { height }: ViewSize): Standing => ({
  camera,
  seesLeafEnd: graph.tail !== null || camera.y + height > 0,
  top: topOf(graph, camera)
})

const topOf = ({ bounds, runBounds }: Graph, { distance }: Camera): number =>
  distance === 'runs' ? runBounds.top : bounds.top

/** y counts from the leaf end; what stands elsewhere is moved away from it by what has come below. */
const cameraIn = (graph: Graph, { camera, seesLeafEnd, top }: Standing): Camera =>
  seesLeafEnd ? camera : { ...camera, y: camera.y + topOf(graph, camera) - top }

/** What was the whole of a leaf end is not the whole of the store. */
function toWholeMap(graph: Graph, size: ViewSize, camera: Camera): Camera {
  return toDistance(graph, size, { ...camera, distance: 'read', zoom: 1 }, 'map')
}

function obey(request: CanvasRequest): void {
  if (request.kind === 'reveal') showRow(request.row)
  else if (request.kind === 'fit') moveCamera((graph, size) => fitCamera(graph, size))
  else if (request.kind === 'read-zoom') goToReadingSize()
  else zoomBy(request.kind === 'zoom-in' ? zoomStep : 1 / zoomStep)
}

function goToReadingSize(): void {
  if (canvasState.getState().camera.distance === 'read') zoomBy(1 / canvasState.getState().camera.zoom)
  else goToDistance('read')
}

/** How the canvas stood before the reader was opened; it is mounted anew beside the reader, and again afterwards. */
let beforeReading: {
  readonly store: number
  readonly standing: Standing
  readonly size: ViewSize
  readonly reading: number | null
} | null = null

/** Beside the reader the canvas is a column of runs that follows what is read; afterwards it stands as it did before. */
function followReader(): () => void {
  return readerState.subscribe(({ through, reading }, last) => {
    if (through !== null && last.through === null) {
      const { graph, camera, size } = canvasState.getState()
      beforeReading =
        graph === null
          ? null
          : { store: graph.store, standing: standingIn(graph, camera, size), size, reading }
      goToDistance('runs')
    } else if (through === null) leaveReader(last.reading)
    if (reading !== null && reading !== last.reading) showRow(reading)
  })
}

/**
 * Back to the view before, in the size that its pane is about to have again: the column is higher than the pane, and a
 * camera for the one leaves the other at another place. Only where another row was read in the end is that one shown.
 */
function leaveReader(read: number | null): void {
  if (beforeReading === null) return
  const { store, standing, size, reading } = beforeReading
  beforeReading = null
  if (store !== canvasState.getState().graph?.store) {
    showDistance(standing.camera.distance)
    return
  }
  canvasState.setState({ size })
  moveCamera((graph, pane) => clampCamera(graph, pane, cameraIn(graph, standing)))
  if (read !== null && read !== reading) showRow(read)
}

/**
 * Draws the graph of the store that is shown. Rows that have been written since are drawn at once; any other graph after
 * the panes around the canvas have been, so that nothing waits for both.
 */
function keepDrawn(): () => void {
  let stop: (() => void) | undefined
  const draw = (): void => {
    stop?.()
    stop = undefined
    takeGraph(currentGraph())
  }
  const look = (): void => {
    const next = currentGraph()
    const { graph } = canvasState.getState()
    if (next === graph) return
    const hasGrown = graph?.tail === null && graph.columns.count !== next?.columns.count
    if (next === null || hasGrown) draw()
    else stop ??= afterPaint(draw)
  }
  look()
  const unsubscribe = openStoreState.subscribe(look)
  return () => {
    stop?.()
    unsubscribe()
  }
}

/** Keeps the selected card clear of an inspector that comes to float over it, and ends the room for one that has gone. */
function makeWayForInspector(): () => void {
  let floats = inspectorFloats()
  return paneState.subscribe(() => {
    const before = floats
    floats = inspectorFloats()
    if (floats === before) return
    moveCamera((graph, size, camera) => {
      const row = floats ? rowIn(graph, rowOfSelection(currentSelection())) : null
      const position = row === null ? -1 : positionToShow(graph, row)
      return position === -1 ? clampCamera(graph, size, camera) : clearPosition(graph, size, camera, position)
    })
  })
}

/** Ties the canvas to the window's state while it is mounted. @returns how to stop */
export function connectCanvas(): () => void {
  const stops = [
    keepDrawn(),
    viewState.subscribe((view, before) => {
      // what is obeyed reports the zoom that it leads to, which this view does not know of yet
      if (view.request !== null && view.request !== before.request) return obey(view.request)
      const { camera } = canvasState.getState()
      if (view.zoom !== camera.zoom) zoomTo(view.zoom)
      else if (view.distance !== camera.distance) goToDistance(view.distance)
    }),
    followReader(),
    // where agents have gone, nothing is left to be seen
    agentState.subscribe(() => moveCamera(clampCamera)),
    makeWayForInspector()
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

import './canvas.css'
import { type ComponentType, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useCard } from '../graph/cards'
import { type Graph, noGraph } from '../graph/graph'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { branchesResource } from '../state/resources'
import { rowOfSelection, selectionState } from '../state/selection'
import { walkByKeys } from './arrow-keys'
import { CanvasMenu } from './CanvasMenu'
import { canvasState, connectCanvas, resizeCanvas } from './canvas-state'
import { cardSentence } from './card-words'
import { DistanceBar } from './DistanceBar'
import { Flow } from './Flow'
import { listenToGestures } from './gestures'
import { rowIn } from './selected'

/** Beyond this many segments the notes under branches go without their reasons. */
const reasonsUpTo = 20_000

/**
 * The session graph: one tree, three distances.
 * @param map draws the whole of it, at the furthest
 */
export function Canvas({ map: Whole }: { readonly map: ComponentType<{ readonly graph: Graph }> }) {
  const pane = useRef<HTMLDivElement>(null)
  const graph = useStore(canvasState, (state) => state.graph)
  const distance = useStore(canvasState, ({ camera }) => camera.distance)
  const sized = useStore(canvasState, ({ size }) => size.height > 0)
  const open = useStore(openStoreState, isStoreOpen)
  useEffect(connectCanvas, [])
  useEffect(() => (open ? walkByKeys() : undefined), [open])
  useEffect(() => (pane.current === null ? undefined : listenToPane(pane.current)), [])
  useEffect(() => {
    if (graph?.tail === null && graph.read.kind.length <= reasonsUpTo) branchesResource.load()
  }, [graph])
  return (
    <section className="canvas-pane" aria-label="Canvas">
      <CanvasMenu>
        <div ref={pane} className={`canvas ${distance}`} role="tree" tabIndex={0} aria-label="Session graph">
          {sized && <Flow graph={graph ?? noGraph} />}
          {graph !== null && sized && distance === 'map' && <Whole graph={graph} />}
        </div>
      </CanvasMenu>
      {graph?.tail === null && graph.columns.count === 0 && <NoNodes />}
      {graph !== null && <SelectedSentence graph={graph} />}
      <DistanceBar />
    </section>
  )
}

function NoNodes() {
  const isEmpty = useStore(openStoreState, (store) => store.kind === 'open' && store.overview.bytes.db === 0)
  return (
    <p className="canvas-empty">
      {isEmpty
        ? 'This file is empty: it holds 0 bytes, so no session was written to it yet.'
        : 'This store holds no nodes: nothing was committed to the session yet.'}{' '}
      Follow it to see the first turn when it comes.
    </p>
  )
}

/** Watches the pane's size and what is done to it by wheel and pointer. @returns how to stop */
function listenToPane(pane: HTMLElement): () => void {
  const observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined) resizeCanvas(entry.contentRect.width, entry.contentRect.height)
  })
  observer.observe(pane)
  const stop = listenToGestures(pane)
  return () => {
    observer.disconnect()
    stop()
  }
}

/** Says the selected node to screen readers, at every distance. */
function SelectedSentence({ graph }: { readonly graph: Graph }) {
  const row = useStore(selectionState, ({ selection }) => rowIn(graph, rowOfSelection(selection)))
  const card = useCard(row ?? -1)
  return (
    <p className="visually-hidden" aria-live="polite">
      {row === null ? '' : cardSentence(graph, row, card)}
    </p>
  )
}

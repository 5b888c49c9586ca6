import { runOf, runRect } from '@shared/domain/layout/query'
import { useStore } from 'zustand'
import type { Graph } from '../graph/graph'
import { readerState } from '../state/reader'
import { metricsOf, type SceneWindow } from './place'
import type { SceneItem } from './scene'

/** From a run's card to the band's edge, px. */
const around = 8

/** A band behind the run that is being read; null while the reader is closed. */
export function useReadingBand(graph: Graph, window: SceneWindow): SceneItem | null {
  const reading = useStore(readerState, (reader) => reader.reading)
  const position = reading === null ? -1 : (graph.read.positionOf[reading] ?? -1)
  if (position === -1 || window.distance !== 'runs') return null
  const { y, height } = runRect(graph.runs, metricsOf('runs', window.room), runOf(graph.runs, position))
  const width = window.right - window.left
  return { id: 'band', type: 'band', x: window.left, y: y - around, width, height: height + 2 * around }
}

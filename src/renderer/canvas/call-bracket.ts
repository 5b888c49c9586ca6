import { laneLeft, laneWidthOf } from '@shared/domain/layout/geometry'
import { rowCardHeight } from '@shared/domain/layout/layout'
import { segmentOf } from '@shared/domain/layout/query'
import type { NodeDetail } from '@shared/ipc/store'
import { useStore } from 'zustand'
import type { Graph } from '../graph/graph'
import { detailState } from '../state/detail'
import { rowOfSelection, selectionState } from '../state/selection'
import type { SceneLine } from './lines'
import { arrowHead, type Point, roundedPath } from './paths'
import { metricsOf, type SceneWindow, yOfPosition } from './place'

/** The bracket between the selected call and its result; null where one of them is not on the same line. */
export function useCallBracket(graph: Graph, window: SceneWindow): SceneLine | null {
  const selected = useStore(selectionState, ({ selection }) => rowOfSelection(selection))
  const detail = useStore(detailState, (state) => state.detail)
  if (window.distance !== 'read' || detail.kind !== 'ready' || detail.value.card.row !== selected) return null
  const ends = endsOf(detail.value)
  return ends === null ? null : bracket(graph, window, ends.call, ends.result)
}

function endsOf({ card, askedIn, answeredIn }: NodeDetail): { call: number; result: number } | null {
  const call = card.kind === 'toolCall' ? card.row : card.kind === 'toolResult' ? askedIn[0]?.row : null
  const result = card.kind === 'toolResult' ? card.row : answeredIn[0]?.row
  return call == null || result == null ? null : { call, result }
}

function bracket(graph: Graph, window: SceneWindow, call: number, result: number): SceneLine | null {
  const { read, columns } = graph
  const [from, to] = [read.positionOf[call] ?? -1, read.positionOf[result] ?? -1]
  if (from === -1 || to === -1) return null
  const segment = segmentOf(read, from)
  if (segmentOf(read, to) !== segment) return null
  const metrics = metricsOf('read', window.room)
  const lane = read.lane[segment] ?? 0
  const right = laneLeft(metrics, lane) + laneWidthOf(metrics, lane)
  const middle = (position: number, row: number): number =>
    yOfPosition(graph, 'read', position) + rowCardHeight(columns, row) / 2 - window.origin
  const end: Point = [right + 3, middle(to, result)]
  const points: Point[] = [
    [right, middle(from, call)],
    [right + 12, middle(from, call)],
    [right + 12, end[1]],
    end
  ]
  return { id: 'call', tone: 'call', d: roundedPath(points) + arrowHead(end, -1) }
}

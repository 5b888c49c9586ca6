import { LOST_PARENT, NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import {
  branchNoteSpace,
  chipHeight,
  chipStack,
  type LaneMetrics,
  laneLeft,
  laneWidthOf,
  loopNoteSpace,
  loopTitleSpace,
  runHeight,
  stubHeight,
  turnLabelHeight,
  turnLabelSpace
} from '@shared/domain/layout/geometry'
import { lastAtOrBefore, rowCardHeight } from '@shared/domain/layout/layout'
import { type Rect, type VisibleStretch, visibleStretches } from '@shared/domain/layout/query'
import type { Graph } from '../graph/graph'
import { laneAt, loopOverPath } from './camera'
import { lastOfLoop, lostLeafDrop, type SceneLine, segmentLines } from './lines'
import { distanceLayout, metricsOf, type SceneWindow } from './place'

/** Something that stands on the canvas. Coordinates are layout px. */
export type SceneItem = Rect & { readonly id: string } & (
    | { readonly type: 'card'; readonly row: number; readonly segment: number }
    | { readonly type: 'run'; readonly run: number; readonly segment: number }
    | { readonly type: 'chip'; readonly segment: number }
    /** "Turn 4"; the number is null while the turns before it are not known. */
    | { readonly type: 'label'; readonly row: number; readonly turn: number | null }
    | { readonly type: 'lost'; readonly segment: number }
    | { readonly type: 'loop-title'; readonly segment: number }
    | { readonly type: 'loop-note'; readonly segment: number }
    | { readonly type: 'branch-note'; readonly segment: number }
    /** What is being read, across the column beside the reader. */
    | { readonly type: 'band' }
    /** An agent's session beside the call that started it; the Cost lens adds it. */
    | { readonly type: 'agent'; readonly session: string }
    /** The head names a leaf that is not stored; above it, what the runtime would take instead. */
    | { readonly type: 'lost-leaf' }
    | { readonly type: 'proposed-leaf' }
  )

export interface Scene {
  readonly items: readonly SceneItem[]
  readonly lines: readonly SceneLine[]
}

/** Everything that meets the window: cards or runs, chips, words and lines. Costs what is seen, whatever the size. */
export function buildScene(graph: Graph, window: SceneWindow): Scene {
  const layout = distanceLayout(graph, window.distance)
  const metrics = metricsOf(window.distance, window.room)
  const lanes = [laneAt(metrics, window.left), laneAt(metrics, window.right)] as const
  const stretches = visibleStretches(layout, window.top, window.bottom, ...lanes)
  const items: SceneItem[] = []
  const words: SceneItem[] = []
  for (const stretch of stretches) {
    addWords(words, graph, window, metrics, stretch)
    if (window.distance === 'read') addCards(items, graph, metrics, stretch)
    else addRuns(items, graph, metrics, stretch)
  }
  if (graph.leafLost) words.push(...lostLeaf(metrics, window.distance === 'read'))
  items.push(...words.filter(({ y, height }) => y < window.bottom && y + height > window.top))
  return {
    items,
    lines: segmentLines({ graph, window, metrics, reading: window.distance === 'read' }, stretches)
  }
}

function lostLeaf({ spineX: x, spineWidth: width }: LaneMetrics, reading: boolean): readonly SceneItem[] {
  const inset = reading ? 32 : 0
  return [
    { id: 'proposed-leaf', type: 'proposed-leaf', x: x + inset, y: 18, width: width - inset, height: 16 },
    { id: 'lost-leaf', type: 'lost-leaf', x, y: lostLeafDrop, width, height: stubHeight }
  ]
}

function addCards(items: SceneItem[], graph: Graph, metrics: LaneMetrics, stretch: VisibleStretch): void {
  const { read, columns } = graph
  const { segment } = stretch
  const lane = read.lane[segment] ?? 0
  const x = laneLeft(metrics, lane)
  const width = laneWidthOf(metrics, lane)
  const top = read.top[segment] ?? 0
  for (let position = stretch.from; position < stretch.to; position++) {
    const row = read.rowAt[position] ?? 0
    const y = top + (read.offset[position] ?? 0)
    items.push({
      id: `n${row}`,
      type: 'card',
      row,
      segment,
      x,
      y,
      width,
      height: rowCardHeight(columns, row)
    })
    if (segment === 0 && ((columns.flags[row] ?? 0) & NodeFlag.turnStart) !== 0) {
      items.push({
        id: `t${row}`,
        type: 'label',
        row,
        turn:
          graph.tail === null
            ? lastAtOrBefore(graph.read.turns, position, graph.read.turns.length) + 1
            : null,
        x: x + 32,
        y: y - turnLabelSpace + 8,
        width: width - 32,
        height: turnLabelHeight
      })
    }
  }
}

function addRuns(items: SceneItem[], graph: Graph, metrics: LaneMetrics, stretch: VisibleStretch): void {
  const { runs } = graph
  const { segment } = stretch
  const lane = runs.lane[segment] ?? 0
  const place = { x: laneLeft(metrics, lane), width: laneWidthOf(metrics, lane), height: runHeight }
  for (let run = stretch.from; run < stretch.to; run++) {
    const y = (runs.top[segment] ?? 0) + (runs.offset[run] ?? 0)
    items.push({ id: `r${run}`, type: 'run', run, segment, y, ...place })
  }
}

/** A chip with the cards under it. */
const chipWidth = 190

/** What stands on a segment beside its cards: chip, stub, title and note. */
function addWords(
  items: SceneItem[],
  graph: Graph,
  { distance }: SceneWindow,
  metrics: LaneMetrics,
  { segment }: VisibleStretch
): void {
  const layout = distanceLayout(graph, distance)
  const kind = layout.kind[segment]
  const lane = layout.lane[segment] ?? 0
  const plate = distance === 'read' ? 32 : 0
  const x = laneLeft(metrics, lane)
  const width = laneWidthOf(metrics, lane)
  const y = layout.top[segment] ?? 0
  const height = layout.height[segment] ?? 0
  if (kind === SegmentKind.copies) {
    const inset = distance === 'read' ? 28 : 0
    const height = chipHeight + chipStack
    items.push({ id: `k${segment}`, type: 'chip', segment, x: x + inset, y, width: chipWidth, height })
    return
  }
  if (graph.columns.parent[layout.head[segment] ?? 0] === LOST_PARENT) {
    items.push({ id: `l${segment}`, type: 'lost', segment, x, y, width, height: stubHeight })
  }
  const text = { x: x + plate, width: width - plate }
  if (kind === SegmentKind.loop) {
    items.push({ id: `p${segment}`, type: 'loop-title', segment, y, height: loopTitleSpace, ...text })
    const below = y + height - loopNoteSpace
    items.push({ id: `q${segment}`, type: 'loop-note', segment, y: below, height: loopNoteSpace, ...text })
  } else if (segment === 0 && lastOfLoop(graph, 0) !== -1) {
    // the layout keeps no room for it between the cards, so it stands over the first
    items.push({
      id: 'p0',
      type: 'loop-title',
      segment,
      y: y - loopOverPath,
      height: loopTitleSpace,
      ...text
    })
    const note = y - loopOverPath + loopTitleSpace
    items.push({ id: 'q0', type: 'loop-note', segment, y: note, height: loopNoteSpace, ...text })
  } else if (segment !== 0 && distance === 'read') {
    const below = y + height - branchNoteSpace
    items.push({
      id: `b${segment}`,
      type: 'branch-note',
      segment,
      y: below,
      height: branchNoteSpace,
      ...text
    })
  }
}

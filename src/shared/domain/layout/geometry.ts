import type { NodeKind } from '@shared/domain/columns/columns'

/** Sizes of the canvas in px at zoom 1 (design/README.md, "Card" and "Sizes"). Heights never depend on the width. */
export const cardGap = 8
export const turnLabelHeight = 16
/** What a turn label adds above its card: 8 above, the label, 8 below. */
export const turnLabelSpace = 8 + turnLabelHeight + 8
export const rowHeight = 28
const toolHeight = 72
export const unreadableHeight = 88
export const chipHeight = 28
/** The two cards that peep out under a chip. */
export const chipStack = 6
export const stubHeight = 56
/** Space between a stub that stands for something missing and the card that names it. */
export const stubGap = 16
export const loopTitleSpace = 24
/** Two lines under the last card of a branch: why it ends and what it holds. */
export const branchNoteSpace = 40
/** A loop names its members and says what it does to the runtime. */
export const loopNoteSpace = 72
/** Space below the last card of a chain to a branch that leaves it there. */
export const forkGap = 24
/** Least space between two segments of one lane. */
export const laneGap = 32

export const runHeight = 76
export const runPitch = 92
/** How far below the top of the neighbouring run a chip stands. */
export const runChipDrop = 8

/**
 * The height of a node's card.
 * @param lines lines of text on the card, 0 to 3
 */
export function cardHeight(kind: NodeKind, lines: number): number {
  if (kind === 'toolCall') return toolHeight
  if (kind === 'unreadable') return unreadableHeight
  return lines === 0 ? rowHeight : 40 + 16 * Math.min(lines, 3)
}

/** Where lanes stand, in px from the left edge of the canvas. */
export interface LaneMetrics {
  readonly spineX: number
  readonly spineWidth: number
  readonly laneX: number
  readonly laneWidth: number
  readonly lanePitch: number
}

export const readMetrics: LaneMetrics = {
  spineX: 24,
  spineWidth: 336,
  laneX: 384,
  laneWidth: 308,
  lanePitch: 332
}
/** For windows narrower than 1200 px, so that spine and first lane stay visible beside the inspector. */
export const readMetricsSmall: LaneMetrics = {
  spineX: 16,
  spineWidth: 272,
  laneX: 304,
  laneWidth: 248,
  lanePitch: 264
}
export const runMetrics: LaneMetrics = {
  spineX: 40,
  spineWidth: 216,
  laneX: 288,
  laneWidth: 192,
  lanePitch: 216
}

/** For the column of 236 px that is left of the canvas beside the reader. */
export const runMetricsColumn: LaneMetrics = {
  spineX: 40,
  spineWidth: 180,
  laneX: 244,
  laneWidth: 180,
  lanePitch: 204
}

export const laneLeft = (metrics: LaneMetrics, lane: number): number =>
  lane === 0 ? metrics.spineX : metrics.laneX + (lane - 1) * metrics.lanePitch

export const laneWidthOf = (metrics: LaneMetrics, lane: number): number =>
  lane === 0 ? metrics.spineWidth : metrics.laneWidth

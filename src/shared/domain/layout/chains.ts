import { LOST_PARENT, NO_PARENT, type NodeColumns } from '@shared/domain/columns/columns'
import { type Forest, LOOP, NONE } from './forest'

/** What a segment of the canvas is, by the way it begins. */
export const SegmentKind = {
  /** The leaf and its stored ancestors; always segment 0. */
  spine: 0,
  branch: 1,
  /** A counted mark for all copy branches of one fork; holds no positions. */
  copies: 2,
  /** A root that is not the spine's. */
  root: 3,
  /** Its first node names a parent that is not stored. */
  island: 4,
  loop: 5
} as const

/**
 * The forest cut into unbranched chains, one segment each. Rows of a segment stand together, top first: a *position*
 * is an index into `rowAt`. Segments that leave one segment have neighbouring numbers, in order of their forks and,
 * at one fork, of birth.
 */
export interface Chains {
  readonly kind: Uint8Array
  /** Position after which the segment leaves its parent segment; -1 where it hangs on nothing. */
  readonly fork: Int32Array
  /** Row of its first node; of a chip, of the first branch folded into it. */
  readonly head: Uint32Array
  /** Nodes folded into a chip; else 0. */
  readonly folded: Uint32Array
  /** First position of each segment, and behind the last one the number of positions. */
  readonly first: Uint32Array
  /** First segment that leaves each segment; behind the last one the number of segments. */
  readonly children: Uint32Array
  readonly rowAt: Uint32Array
  /** Position of each row; -1 where it is folded into a chip. */
  readonly positionOf: Int32Array
  /** Of a segment that hangs on nothing: the last position of the spine that was born before it, or -1. */
  readonly birth: Int32Array
}

/** Children of each stretch in order of birth: its first one, and of each child the one born next; else `NONE`. */
interface Children {
  readonly first: Int32Array
  readonly later: Int32Array
}

function listChildren(up: Int32Array): Children {
  const first = new Int32Array(up.length).fill(NONE)
  const later = new Int32Array(up.length)
  for (let stretch = up.length - 1; stretch >= 0; stretch--) {
    const parent = up[stretch] ?? NO_PARENT
    if (parent < 0) continue
    later[stretch] = first[parent] ?? NONE
    first[parent] = stretch
  }
  return { first, later }
}

/** Segments and positions while they are being collected. */
class ChainBuilder {
  readonly kind: Uint8Array
  readonly fork: Int32Array
  /** Stretch that a segment begins with, until `finish` names its row. */
  readonly head: Uint32Array
  readonly folded: Uint32Array
  readonly first: Uint32Array
  readonly children: Uint32Array
  readonly birth: Int32Array
  readonly rowAt: Uint32Array
  readonly positionOf: Int32Array
  segments = 0
  positions = 0

  /** Each segment begins with a stretch of its own. */
  constructor(rows: number, stretches: number) {
    this.kind = new Uint8Array(stretches)
    this.fork = new Int32Array(stretches)
    this.head = new Uint32Array(stretches)
    this.folded = new Uint32Array(stretches)
    this.first = new Uint32Array(stretches + 1)
    this.children = new Uint32Array(stretches + 1)
    this.birth = new Int32Array(stretches)
    this.rowAt = new Uint32Array(rows)
    this.positionOf = new Int32Array(rows).fill(NONE)
  }

  add(kind: number, head: number, fork: number, birth: number): number {
    const segment = this.segments++
    this.kind[segment] = kind
    this.head[segment] = head
    this.fork[segment] = fork
    this.birth[segment] = birth
    return segment
  }

  fold(chip: number, nodes: number): void {
    this.folded[chip] = (this.folded[chip] ?? 0) + nodes
  }

  /** Gives the rows `from … to` the next positions. */
  place(from: number, to: number): void {
    const { rowAt, positionOf } = this
    let position = this.positions
    for (let row = from; row < to; row++) {
      rowAt[position] = row
      positionOf[row] = position++
    }
    this.positions = position
  }

  finish(firstRow: Uint32Array): Chains {
    const { segments, positions } = this
    this.first[segments] = positions
    this.children[segments] = segments
    const head = this.head.slice(0, segments)
    for (let segment = 0; segment < segments; segment++) head[segment] = firstRow[head[segment] ?? 0] ?? 0
    return {
      kind: this.kind.slice(0, segments),
      fork: this.fork.slice(0, segments),
      head,
      folded: this.folded.slice(0, segments),
      first: this.first.slice(0, segments + 1),
      children: this.children.slice(0, segments + 1),
      birth: this.birth.slice(0, segments),
      rowAt: positions === this.rowAt.length ? this.rowAt : this.rowAt.slice(0, positions),
      positionOf: this.positionOf
    }
  }
}

/**
 * Cuts the forest into chains.
 * @param showCopies draw every row; otherwise copy branches (orphans.md) become one counted chip per fork
 */
export function cutChains(columns: Pick<NodeColumns, 'count'>, forest: Forest, showCopies: boolean): Chains {
  const builder = new ChainBuilder(columns.count, forest.up.length)
  const children = listChildren(forest.up)
  const folds = (stretch: number): boolean =>
    !showCopies && forest.copyTree[stretch] === 1 && forest.spine[stretch] === 0
  if (forest.spineTop !== NONE) builder.add(SegmentKind.spine, forest.spineTop, NONE, NONE)
  addTrees(builder, forest, folds)
  for (let segment = 0; segment < builder.segments; segment++) {
    builder.first[segment] = builder.positions
    builder.children[segment] = builder.segments
    if (builder.kind[segment] !== SegmentKind.copies) walkChain(builder, segment, children, forest, folds)
  }
  return builder.finish(forest.first)
}

/** One segment for every tree that is not the spine's, in order of birth; roots that are copies share one chip. */
function addTrees(builder: ChainBuilder, forest: Forest, folds: (stretch: number) => boolean): void {
  const { up, spine, size } = forest
  const spineAt = spinePositions(forest)
  let birth = NONE
  let chip = NONE
  for (let stretch = 0; stretch < up.length; stretch++) {
    birth = Math.max(birth, spineAt[stretch] ?? NONE)
    const parent = up[stretch] ?? NO_PARENT
    if (parent >= 0 || spine[stretch] === 1) continue
    if (parent === NO_PARENT && folds(stretch)) {
      if (chip === NONE) chip = builder.add(SegmentKind.copies, stretch, NONE, birth)
      builder.fold(chip, size[stretch] ?? 0)
    } else builder.add(kindOfTree(parent), stretch, NONE, birth)
  }
}

function kindOfTree(parent: number): number {
  if (parent === LOOP) return SegmentKind.loop
  return parent === LOST_PARENT ? SegmentKind.island : SegmentKind.root
}

/** Position of the last row of each stretch of the spine, counted from its top; -1 for other stretches. */
function spinePositions({ first, next, spineTop }: Forest): Int32Array {
  const positions = new Int32Array(next.length).fill(NONE)
  let rows = 0
  for (let stretch = spineTop; stretch !== NONE; stretch = next[stretch] ?? NONE) {
    rows += (first[stretch + 1] ?? 0) - (first[stretch] ?? 0)
    positions[stretch] = rows - 1
  }
  return positions
}

/** Gives positions to the rows of a segment, and a segment or a place in a chip to each branch that leaves it. */
function walkChain(
  builder: ChainBuilder,
  segment: number,
  children: Children,
  { first, next, size }: Forest,
  folds: (stretch: number) => boolean
): void {
  for (let stretch = builder.head[segment] ?? NONE; stretch !== NONE; stretch = next[stretch] ?? NONE) {
    builder.place(first[stretch] ?? 0, first[stretch + 1] ?? 0)
    const fork = builder.positions - 1
    let chip = NONE
    for (let child = children.first[stretch] ?? NONE; child !== NONE; child = children.later[child] ?? NONE) {
      if (child === next[stretch]) continue
      if (folds(child)) {
        if (chip === NONE) chip = builder.add(SegmentKind.copies, child, fork, NONE)
        builder.fold(chip, size[child] ?? 0)
      } else builder.add(SegmentKind.branch, child, fork, NONE)
    }
  }
}

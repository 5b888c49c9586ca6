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
  /** Of a segment that hangs on nothing: the last position of the spine that was born before it, or -1. */
  readonly birth: Int32Array
}

interface Children {
  readonly start: Uint32Array
  readonly rows: Uint32Array
}

/** Children of each row in order of birth, as one list with the place where each row's part begins. */
function listChildren(up: Int32Array): Children {
  const start = new Uint32Array(up.length + 2)
  for (const parent of up) if (parent >= 0) start[parent + 2] = (start[parent + 2] ?? 0) + 1
  for (let i = 2; i < start.length; i++) start[i] = (start[i] ?? 0) + (start[i - 1] ?? 0)
  const rows = new Uint32Array(start[start.length - 1] ?? 0)
  for (let row = 0; row < up.length; row++) {
    const parent = up[row] ?? NO_PARENT
    if (parent < 0) continue
    const at = start[parent + 1] ?? 0
    rows[at] = row
    start[parent + 1] = at + 1
  }
  return { start, rows }
}

/** Segments and positions while they are being collected. */
class ChainBuilder {
  readonly kind: Uint8Array
  readonly fork: Int32Array
  readonly head: Uint32Array
  readonly folded: Uint32Array
  readonly first: Uint32Array
  readonly children: Uint32Array
  readonly birth: Int32Array
  readonly rowAt: Uint32Array
  segments = 0
  positions = 0

  constructor(rows: number) {
    this.kind = new Uint8Array(rows)
    this.fork = new Int32Array(rows)
    this.head = new Uint32Array(rows)
    this.folded = new Uint32Array(rows)
    this.first = new Uint32Array(rows + 1)
    this.children = new Uint32Array(rows + 1)
    this.birth = new Int32Array(rows)
    this.rowAt = new Uint32Array(rows)
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

  finish(): Chains {
    const { segments, positions } = this
    this.first[segments] = positions
    this.children[segments] = segments
    return {
      kind: this.kind.slice(0, segments),
      fork: this.fork.slice(0, segments),
      head: this.head.slice(0, segments),
      folded: this.folded.slice(0, segments),
      first: this.first.slice(0, segments + 1),
      children: this.children.slice(0, segments + 1),
      birth: this.birth.slice(0, segments),
      rowAt: this.rowAt.slice(0, positions)
    }
  }
}

/**
 * Cuts the forest into chains.
 * @param showCopies draw every row; otherwise copy branches (orphans.md) become one counted chip per fork
 */
export function cutChains(columns: Pick<NodeColumns, 'count'>, forest: Forest, showCopies: boolean): Chains {
  const builder = new ChainBuilder(columns.count)
  const children = listChildren(forest.up)
  const folds = (row: number): boolean => !showCopies && forest.copyTree[row] === 1 && forest.spine[row] === 0
  if (forest.spineTop !== NONE) builder.add(SegmentKind.spine, forest.spineTop, NONE, NONE)
  addTrees(builder, forest, folds)
  for (let segment = 0; segment < builder.segments; segment++) {
    builder.first[segment] = builder.positions
    builder.children[segment] = builder.segments
    if (builder.kind[segment] !== SegmentKind.copies) walkChain(builder, segment, children, forest, folds)
  }
  return builder.finish()
}

/** One segment for every tree that is not the spine's, in order of birth; roots that are copies share one chip. */
function addTrees(builder: ChainBuilder, forest: Forest, folds: (row: number) => boolean): void {
  const { up, spine, size } = forest
  const spineAt = spinePositions(forest)
  let birth = NONE
  let chip = NONE
  for (let row = 0; row < up.length; row++) {
    birth = Math.max(birth, spineAt[row] ?? NONE)
    const parent = up[row] ?? NO_PARENT
    if (parent >= 0 || spine[row] === 1) continue
    if (parent === NO_PARENT && folds(row)) {
      if (chip === NONE) chip = builder.add(SegmentKind.copies, row, NONE, birth)
      builder.fold(chip, size[row] ?? 0)
    } else builder.add(kindOfTree(parent), row, NONE, birth)
  }
}

function kindOfTree(parent: number): number {
  if (parent === LOOP) return SegmentKind.loop
  return parent === LOST_PARENT ? SegmentKind.island : SegmentKind.root
}

/** Where each row stands on the spine, counted from its top; -1 for other rows. */
function spinePositions({ next, spineTop }: Forest): Int32Array {
  const positions = new Int32Array(next.length).fill(NONE)
  let position = 0
  for (let row = spineTop; row !== NONE; row = next[row] ?? NONE) positions[row] = position++
  return positions
}

function walkChain(
  builder: ChainBuilder,
  segment: number,
  { start, rows }: Children,
  { next, size }: Forest,
  folds: (row: number) => boolean
): void {
  for (let row = builder.head[segment] ?? NONE; row !== NONE; row = next[row] ?? NONE) {
    const position = builder.positions++
    builder.rowAt[position] = row
    let chip = NONE
    for (let i = start[row] ?? 0; i < (start[row + 1] ?? 0); i++) {
      const child = rows[i] ?? 0
      if (child === next[row]) continue
      if (folds(child)) {
        if (chip === NONE) chip = builder.add(SegmentKind.copies, child, position, NONE)
        builder.fold(chip, size[child] ?? 0)
      } else builder.add(SegmentKind.branch, child, position, NONE)
    }
  }
}

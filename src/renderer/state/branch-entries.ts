import type { NodeColumns } from '@shared/domain/columns/columns'
import type { BranchRow } from '@shared/ipc/store'
import { branchTops } from './choice'

/** The two lists of the dock: what a prune may hide, and what is hidden already. */
export type PruneView = 'orphans' | 'tombstones'

/**
 * The tombstoned rows as branches: each group that hangs together is one entry, by its highest row. Their words are
 * read when they come into sight.
 */
export function tombstoneBranches(nodes: NodeColumns): BranchRow[] {
  const groups = new Map<number, { last: number; nodes: number; bytes: number; time: number }>()
  for (const [row, top] of branchTops(nodes, 'tombstone').entries()) {
    if (top < 0) continue
    const group = groups.get(top) ?? { last: row, nodes: 0, bytes: 0, time: Number.NaN }
    groups.set(top, group)
    group.last = row
    group.nodes++
    group.bytes += nodes.bytes[row] ?? 0
    group.time = later(group.time, nodes.time[row] ?? Number.NaN)
  }
  return [...groups].map(([topRow, group]) => ({
    topRow,
    top: '',
    lastRow: group.last,
    nodes: group.nodes,
    bytes: group.bytes,
    copies: 0,
    variants: 0,
    unique: 0,
    class: 'work',
    reason: 'tombstoned',
    evidence: 'No load shows these rows. They can be restored until the session’s next turn.',
    time: Number.isNaN(group.time) ? null : group.time,
    lastWords: '',
    tombstoned: group.nodes,
    rlm: false
  }))
}

const later = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a)

/** What the chips over the list let through; empty or null = any. */
export interface EntryFilter {
  readonly reasons: readonly string[]
  readonly content: 'any' | 'copies' | 'work' | 'unique'
  readonly olderThanMs: number | null
  readonly minBytes: number | null
  readonly text: string
}

export const noEntryFilter: EntryFilter = {
  reasons: [],
  content: 'any',
  olderThanMs: null,
  minBytes: null,
  text: ''
}

/** @returns whether the filter lets a branch through; without a time it is not older than anything */
export function passes(filter: EntryFilter, branch: BranchRow, now: number): boolean {
  const { reasons, olderThanMs, minBytes } = filter
  if (reasons.length > 0 && !reasons.includes(branch.reason)) return false
  if (!hasContent(filter.content, branch)) return false
  if (olderThanMs !== null && !(branch.time !== null && now - branch.time >= olderThanMs)) return false
  if (minBytes !== null && branch.bytes < minBytes) return false
  const text = filter.text.trim().toLowerCase()
  if (text === '') return true
  return [branch.lastWords, branch.evidence, branch.top].some((words) => words.toLowerCase().includes(text))
}

function hasContent(content: EntryFilter['content'], { class: kind, unique }: BranchRow): boolean {
  if (content === 'copies') return kind === 'copy'
  if (content === 'work') return kind === 'work'
  return content === 'any' || unique > 0
}

/** @returns nodes and bytes of a list together */
export function sumOf(branches: readonly BranchRow[]): { readonly nodes: number; readonly bytes: number } {
  let nodes = 0
  let bytes = 0
  for (const branch of branches) {
    nodes += branch.nodes
    bytes += branch.bytes
  }
  return { nodes, bytes }
}

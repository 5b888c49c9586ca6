import {
  addCounts,
  combineCounts,
  everyCount,
  isNothing,
  NO_COUNTS,
  sameCounts,
  subtractCounts,
  type TokenCounts,
  type UsageRow
} from './counts'
import { PairMap } from './pair-map'
import type { UsageSession } from './sessions'
import { subsetWithSum } from './subsets'

/** What the rows that repeat children's tokens say when held against the children's own rows. */
export type MirrorVerdict =
  | 'equal'
  | 'child-without-store'
  | 'booked-twice'
  | 'booked-twice-possible'
  | 'parent-died-first'
  | 'successor'
  | 'differs'

/** A row of a session, or the part of it that repeats children's rows and the part that does not. */
export interface ResolvedRow extends UsageRow {
  /** Children with a store whose own rows these tokens repeat; empty when the row is a cost of its own. */
  readonly mirrorOf: readonly string[]
}

/** The check line of a store: its mirror rows against its stored children's own rows. */
export interface MirrorCheck {
  readonly session: string
  readonly mirrorRows: TokenCounts
  readonly childRows: TokenCounts
  readonly verdicts: readonly MirrorVerdict[]
  /** Stored children that carried the session on, which are never mirrored. */
  readonly successors: readonly string[]
}

export interface ResolvedLedger {
  readonly rows: readonly ResolvedRow[]
  readonly check: MirrorCheck
}

/** Labels of rows that lash books where they were made, never for a child (README-runtime.md §4). */
const OWN_LABELS = new Set([
  'turn',
  'observer',
  'reflector',
  'llm_query',
  'search_tools',
  'continue_as_forced_context_fallback'
])
const COMPACTION = 'compaction'
const UNLABELLED = 'child'
const FORCED_CONTINUATION = 'continue_as_forced_context_fallback'
/** Labels that lash's own plugins give to child sessions. */
const MIRROR_LABELS = new Set(['subagent', UNLABELLED, COMPACTION])

interface Child {
  readonly session: string
  /** Its own `turn` rows, by model: what its parent repeats. */
  readonly turns: ReadonlyMap<string, TokenCounts>
}

/**
 * Tells a session's mirror rows from its own (README-runtime.md §4). A label of lash's own that a stored child
 * explains is a mirror; what no stored child explains is a cost, except where a facade call booked it twice. A label
 * of a host's own is a mirror only where its tokens are exactly those of stored children.
 */
export function resolveMirrors(session: UsageSession, children: readonly UsageSession[]): ResolvedLedger {
  const named = new Set(session.handoffs)
  const isSuccessor = (child: UsageSession): boolean => child.successor || named.has(child.session)
  const successors = children.filter(isSuccessor).map((child) => child.session)
  const mirrored = children.filter((child) => !isSuccessor(child)).map(asChild)
  const compactionId = `${session.session}-compaction`
  const compactions = mirrored.filter((child) => child.session === compactionId)
  const agents = mirrored.filter((child) => child.session !== compactionId)

  const resolver = new Resolver(session.rows, successors)
  resolver.explain([COMPACTION], compactions)
  const others = resolver.explainHostLabels(agents)
  resolver.explain(['subagent', UNLABELLED], others)
  return resolver.result(session.session, children.map(asChild))
}

function asChild(session: UsageSession): Child {
  const turns = new Map<string, TokenCounts>()
  for (const row of session.rows) {
    if (row.source === 'turn') turns.set(row.model, addCounts(turns.get(row.model) ?? NO_COUNTS, row.counts))
  }
  return { session: session.session, turns }
}

class Resolver {
  readonly #rows = new PairMap<TokenCounts>()
  readonly #stored = new PairMap<number>()
  readonly #mirrors = new PairMap<{ readonly counts: TokenCounts; readonly of: readonly string[] }>()
  readonly #verdicts = new Set<MirrorVerdict>()
  readonly #successors: string[]
  readonly #hostMirrors = new Set<string>()

  constructor(rows: readonly UsageRow[], successors: readonly string[]) {
    for (const { source, model, counts, stored } of rows) {
      this.#rows.upsert(source, model, counts, (sum) => addCounts(sum, counts))
      this.#stored.upsert(source, model, stored, (sum) => sum + stored)
    }
    this.#successors = [...successors]
  }

  /** Holds the rows of some labels against the turn rows of some children, model by model. */
  explain(labels: readonly string[], children: readonly Child[]): void {
    const models = new Set<string>()
    for (const child of children) for (const model of child.turns.keys()) models.add(model)
    for (const { source, model } of this.#rows.entries()) if (labels.includes(source)) models.add(model)
    for (const model of models) this.#explainModel(labels, model, children)
  }

  #explainModel(labels: readonly string[], model: string, children: readonly Child[]): void {
    const ran = children.filter((child) => !isNothing(child.turns.get(model) ?? NO_COUNTS))
    const turns = ran.map((child) => child.turns.get(model) ?? NO_COUNTS)
    const booked = labels.map((label) => this.#rows.get(label, model) ?? NO_COUNTS)
    const sum = booked.reduce(addCounts, NO_COUNTS)
    const unlabelled = labels.includes(UNLABELLED)
      ? (this.#rows.get(UNLABELLED, model) ?? NO_COUNTS)
      : NO_COUNTS
    const excess = subtractCounts(sum, turns.reduce(addCounts, NO_COUNTS))
    const costs = this.#judge(excess, unlabelled, ran, turns)
    const of = ran.map((child) => child.session)
    let left = costs
    for (const [at, label] of labels.entries()) {
      const counts = booked[at] ?? NO_COUNTS
      const own = combineCounts(counts, left, smaller)
      left = subtractCounts(left, own)
      const mirror = { counts: subtractCounts(counts, own), of }
      if (!isNothing(mirror.counts)) this.#mirrors.upsert(label, model, mirror, () => mirror)
    }
  }

  /** The part of the booked tokens that no stored child explains, and what that means. */
  #judge(
    excess: TokenCounts,
    unlabelled: TokenCounts,
    children: readonly Child[],
    turns: readonly TokenCounts[]
  ): TokenCounts {
    if (isNothing(excess)) {
      if (children.length > 0) this.#verdicts.add('equal')
      return NO_COUNTS
    }
    if (everyCount(excess, (count) => count >= 0n)) {
      if (!isNothing(unlabelled) && fitsTwice(excess, unlabelled) && subsetWithSum(turns, excess) !== null) {
        this.#verdicts.add('booked-twice')
        return NO_COUNTS
      }
      this.#verdicts.add(isNothing(unlabelled) ? 'child-without-store' : 'booked-twice-possible')
      return excess
    }
    if (everyCount(excess, (count) => count <= 0n)) {
      this.#judgeMissing(subtractCounts(NO_COUNTS, excess), children, turns)
      return NO_COUNTS
    }
    this.#verdicts.add('differs')
    return combineCounts(excess, NO_COUNTS, larger)
  }

  #judgeMissing(missing: TokenCounts, children: readonly Child[], turns: readonly TokenCounts[]): void {
    const forced = this.#rows.entries().some(({ source }) => source === FORCED_CONTINUATION)
    const successors = forced ? subsetWithSum(turns, missing) : null
    if (successors === null) {
      this.#verdicts.add('parent-died-first')
      return
    }
    for (const at of successors) {
      const child = children[at]
      if (child !== undefined && !this.#successors.includes(child.session))
        this.#successors.push(child.session)
    }
  }

  /** Finds labels of a host's own that repeat children exactly; gives the children that remain unexplained. */
  explainHostLabels(children: readonly Child[]): readonly Child[] {
    let remaining = children
    const labels = new Set(this.#rows.entries().map(({ source }) => source))
    for (const label of labels) {
      if (OWN_LABELS.has(label) || MIRROR_LABELS.has(label)) continue
      const found = this.#childrenOfLabel(label, remaining)
      if (found.length === 0) continue
      this.#hostMirrors.add(label)
      this.explain([label], found)
      remaining = remaining.filter((child) => !found.includes(child))
    }
    return remaining
  }

  #childrenOfLabel(label: string, children: readonly Child[]): readonly Child[] {
    const rows = this.#rows.entries().filter((row) => row.source === label)
    const sum = rows.reduce((total, row) => addCounts(total, row.value), NO_COUNTS)
    const sums = children.map((child) => [...child.turns.values()].reduce(addCounts, NO_COUNTS))
    const chosen = isNothing(sum) ? null : subsetWithSum(sums, sum)
    const found = (chosen ?? []).flatMap((at) => children[at] ?? [])
    const agrees = rows.every((row) =>
      sameCounts(
        row.value,
        found.reduce((total, child) => addCounts(total, child.turns.get(row.model) ?? NO_COUNTS), NO_COUNTS)
      )
    )
    return agrees ? found : []
  }

  result(session: string, children: readonly Child[]): ResolvedLedger {
    let mirrorRows = NO_COUNTS
    const rows: ResolvedRow[] = []
    for (const { source, model, value } of this.#rows.entries()) {
      const mirror = this.#mirrors.get(source, model)
      const repeats = mirror !== undefined && mirror.of.length > 0
      if (MIRROR_LABELS.has(source) || this.#hostMirrors.has(source))
        mirrorRows = addCounts(mirrorRows, value)
      const own = repeats ? subtractCounts(value, mirror.counts) : value
      const row = { source, model, stored: this.#stored.get(source, model) ?? 0 }
      if (repeats) rows.push({ ...row, counts: mirror.counts, mirrorOf: mirror.of })
      if (!repeats || !isNothing(own)) rows.push({ ...row, counts: own, mirrorOf: [] })
    }
    if (this.#successors.length > 0) this.#verdicts.add('successor')
    const childRows = children.flatMap((child) => [...child.turns.values()]).reduce(addCounts, NO_COUNTS)
    const verdicts = [...this.#verdicts].sort()
    return { rows, check: { session, mirrorRows, childRows, verdicts, successors: this.#successors } }
  }
}

/** A facade call books its tokens twice, so they are at most half of what the label holds. */
function fitsTwice(once: TokenCounts, booked: TokenCounts): boolean {
  return everyCount(subtractCounts(booked, addCounts(once, once)), (count) => count >= 0n)
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

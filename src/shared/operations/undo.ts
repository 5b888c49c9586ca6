import { decodeHead, encodeHead } from '@shared/domain/model/decode'
import { leafInLoop } from './decision'
import type { PlanWarning, Step } from './plan'

/** What an undo needs to know of the store as it is now, gathered beforehand; ids are `node_id` columns. */
export interface UndoFacts {
  /** Of the ids asked for: those stored now, with their mark. */
  readonly present: ReadonlyMap<string, { readonly seq: string; readonly tombstoned: boolean }>
  /** Row numbers in use now, of those asked for. */
  readonly usedSeqs: ReadonlySet<string>
  readonly head: { readonly leaf: string | null; readonly revision: string; readonly session: string } | null
  readonly blobs: ReadonlySet<string>
  /** A row of the store as it is now, else of the rescue store, with the parent that SQLite reads in it. */
  readonly row: (id: string) => { readonly live: boolean; readonly parent: string | undefined } | undefined
  /** Whether the parents of a node are known to end at a root, without walking them. */
  readonly reachesRoot: (leaf: string) => boolean
}

/** What the rescue store holds. */
export interface Rescued {
  readonly rows: ReadonlyMap<string, { readonly seq: string; readonly tombstoned: boolean }>
  readonly blobs: readonly string[]
  readonly head: { readonly session: string; readonly leaf: string | null; readonly head_json: string } | null
}

export interface UndoDone {
  readonly steps: readonly Step[]
  /** Head as the apply left it; null when it did not touch the head. */
  readonly headAfter: { readonly leaf: string | null; readonly revision: string } | null
}

export interface UndoPlan {
  readonly steps: readonly Step[]
  /** Ids that cannot come back and stay in the rescue store. */
  readonly left: readonly string[]
  readonly headReturns: boolean
  readonly warnings: readonly PlanWarning[]
}

/**
 * The reverse of an apply, as far as the store still allows it: rows return where id and row number are free, marks are
 * put back on rows that still stand, added rows and blobs are withdrawn, the head returns only if leaf and revision are as the
 * apply left them. What cannot return stays in the rescue store, by name. Where the leaf's parents would then run in a
 * loop, that is warned of.
 * @param from the rescue store's path
 */
export function planUndo(done: UndoDone, rescued: Rescued, facts: UndoFacts, from: string): UndoPlan {
  const { marks, returns, left } = rowsBack(done.steps, rescued, facts)
  const headWas = done.headAfter !== null && rescued.head !== null
  const headReturns =
    headWas && facts.head?.leaf === done.headAfter?.leaf && facts.head?.revision === done.headAfter?.revision
  const blobs = rescued.blobs.filter((hash) => !facts.blobs.has(hash))
  const steps: Step[] = []
  if (blobs.length > 0) steps.push({ op: 'return-blobs', hashes: blobs, from })
  if (returns.length > 0) steps.push({ op: 'return-rows', ids: returns, from })
  if (headReturns && rescued.head !== null && facts.head !== null) {
    const { session, leaf, head_json } = rescued.head
    const { revision } = facts.head
    steps.push({ op: 'write-head', session, leaf, head_json: withRevision(head_json, revision), revision })
  }
  if (marks.restore.length > 0) steps.push({ op: 'restore', ids: marks.restore })
  if (marks.tombstone.length > 0) steps.push({ op: 'tombstone', ids: marks.tombstone })
  if (headReturns || !headWas) steps.push(...withdrawals(done.steps, facts))
  const addedBlobs = headReturns ? blobsAdded(done.steps).filter((hash) => facts.blobs.has(hash)) : []
  if (addedBlobs.length > 0) steps.push({ op: 'collect-blobs', hashes: addedBlobs })
  const leaf = headReturns ? rescued.head?.leaf : facts.head?.leaf
  const loop = headReturns || bringsBack(steps) ? loopAfter(leaf ?? null, steps, rescued, facts) : undefined
  return { steps, left, headReturns, warnings: loop === undefined ? [] : [leafInLoop(loop)] }
}

const bringsBack = (steps: readonly Step[]): boolean =>
  steps.some(({ op }) => op === 'restore' || op === 'return-rows')

/**
 * The loop that the parents of the leaf run in after the steps, as a path-only load walks them: by id column
 * (store-format.md §10.1). Undefined where they come to an end.
 */
function loopAfter(
  leaf: string | null,
  steps: readonly Step[],
  rescued: Rescued,
  facts: UndoFacts
): readonly string[] | undefined {
  if (leaf === null || facts.reachesRoot(leaf)) return undefined
  const shown = new Map<string, boolean>()
  for (const step of steps) {
    if (step.op === 'restore') for (const id of step.ids) shown.set(id, true)
    if (step.op === 'return-rows')
      for (const id of step.ids) shown.set(id, rescued.rows.get(id)?.tombstoned === false)
    if (step.op === 'tombstone' || step.op === 'withdraw-rows')
      for (const id of step.ids) shown.set(id, false)
  }
  const walked = new Set<string>()
  let id: string | undefined = leaf
  while (id !== undefined) {
    if (walked.has(id)) return [...walked].slice([...walked].indexOf(id))
    const row = facts.row(id)
    if (row === undefined || !(shown.get(id) ?? row.live)) return undefined
    walked.add(id)
    id = row.parent
  }
  return undefined
}

/** The old head's text under its new revision; a text that lash would write otherwise stays as it is. */
function withRevision(headJson: string, before: string): string {
  const head = decodeHead(headJson)
  if (!head.ok || encodeHead(head.value) !== headJson) return headJson
  return encodeHead({ ...head.value, head_revision: BigInt(before) + 1n })
}

/** Blobs that the apply stored and that were not there before. */
function blobsAdded(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.op === 'add-blobs') return step.blobs.map((blob) => blob.hash)
    return step.op === 'return-blobs' ? step.hashes : []
  })
}

interface RowsBack {
  readonly marks: { readonly restore: string[]; readonly tombstone: string[] }
  readonly returns: string[]
  readonly left: string[]
}

function rowsBack(steps: readonly Step[], rescued: Rescued, facts: UndoFacts): RowsBack {
  const back: RowsBack = { marks: { restore: [], tombstone: [] }, returns: [], left: [] }
  for (const [id, was] of touched(steps, rescued)) {
    const now = facts.present.get(id)
    if (now === undefined) {
      if (facts.usedSeqs.has(was.seq)) back.left.push(id)
      else back.returns.push(id)
    } else if (now.seq !== was.seq) {
      // another row has taken the id meanwhile (the runtime writes ids again)
      back.left.push(id)
    } else if (now.tombstoned !== was.tombstoned) {
      back.marks[was.tombstoned ? 'tombstone' : 'restore'].push(id)
    }
  }
  return back
}

/** The rescued rows that the steps hid, restored or deleted; added rows are another matter. */
function touched(steps: readonly Step[], rescued: Rescued): Rescued['rows'] {
  const changing = new Set(['tombstone', 'restore', 'vacuum', 'withdraw-rows'])
  return steps.some((step) => changing.has(step.op)) ? rescued.rows : new Map()
}

function withdrawals(steps: readonly Step[], facts: UndoFacts): Step[] {
  const added = steps.flatMap((step) => {
    if (step.op === 'add-rows') return step.rows.map((row) => row.node_id)
    return step.op === 'return-rows' ? step.ids : []
  })
  const ids = added.filter((id) => facts.present.has(id))
  return ids.length === 0 ? [] : [{ op: 'withdraw-rows', ids }]
}

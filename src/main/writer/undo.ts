import type { AppError } from '@shared/ipc/request'
import { expectationAfter } from '@shared/operations/expectation'
import type { Plan, Step } from '@shared/operations/plan'
import { planUndo, type Rescued, type UndoFacts, type UndoPlan } from '@shared/operations/undo'
import { counted } from '@shared/operations/words'
import { err, ok, type Result } from '@shared/result'
import { asBytes, asText, type Connection } from '../store/connection'
import { linkIn } from '../store/sqlite-json'
import { textIfUtf8 } from '../store/text'
import { type Receipt, rescueFile } from './receipt'
import { RescueStore } from './rescue'
import type { RowReader } from './rows'
import { isSqliteFailure } from './sqlite-failure'
import { computeStamp, hashSteps, leafOf, readExpectable, readStoredHead } from './stamp'

/** An undo as a plan, with the ids that have to stay in the rescue store. */
export interface PlannedUndo {
  readonly plan: Plan
  readonly left: readonly string[]
}

/**
 * Plans the undo of a receipt against the store as it is now. Like every plan it is shown, stamped and applied.
 * @param reachesRoot whether the parents of a node are known to end at a root: spares the walk over a long path
 * @returns the plan, without steps where the change touched no row (a compacted file, nothing to vacuum); or why there
 * is nothing to undo (already undone, nothing can come back, no rescue store)
 */
export function makeUndoPlan(
  db: Connection,
  folder: string,
  receipt: Receipt,
  now: Date,
  reachesRoot: UndoFacts['reachesRoot'] = () => false
): Result<PlannedUndo, AppError> {
  if (receipt.state === 'undone') {
    return err({
      code: 'already-undone',
      path: receipt.store,
      message: 'This change has already been undone.'
    })
  }
  const rescue = rescueFile(folder)
  using kept = new RescueStore(rescue)
  const read = rescuedRows(kept, rescue)
  if (!read.ok) return read
  const rescued = read.value
  const facts = { ...gatherFacts(db, receipt.steps, rescued), row: rowsOf(db, kept), reachesRoot }
  const headTouched = receipt.steps.some((step) => step.op === 'write-head')
  const headAfter = headTouched
    ? { leaf: receipt.expects.leaf, revision: receipt.expects.revision ?? '0' }
    : null
  const undo = planUndo({ steps: receipt.steps, headAfter }, rescued, facts, rescue)
  if (undo.steps.length === 0 && receipt.steps.some(changesRows)) {
    return err({
      code: 'nothing-to-undo',
      path: receipt.store,
      message: 'Nothing of this change can be put back: the store has moved on since.',
      advice: `What was taken away is kept in its rescue store: ${rescue}`
    })
  }
  return ok({ plan: toPlan(db, receipt, undo, rescued, facts, now), left: undo.left })
}

/** What the rescue store holds; without it, or with a damaged one, nothing can come back. */
function rescuedRows(kept: RowReader, rescue: string): Result<Rescued, AppError> {
  try {
    return ok(readRescued(kept))
  } catch (cause) {
    if (!isSqliteFailure(cause)) throw cause
    return err({
      code: 'rescue-unreadable',
      path: rescue,
      message:
        'The rescue store of this change cannot be read, so nothing can be put back. Nothing was changed.',
      advice: 'Bring the file back to this place, whole, then undo again.',
      detail: cause.message
    })
  }
}

function changesRows(step: Step): boolean {
  switch (step.op) {
    case 'compact-file':
      return false
    case 'collect-blobs':
    case 'return-blobs':
      return step.hashes.length > 0
    case 'add-blobs':
      return step.blobs.length > 0
    case 'add-rows':
      return step.rows.length > 0
    case 'write-head':
      return true
    default:
      return step.ids.length > 0
  }
}

function toPlan(
  db: Connection,
  receipt: Receipt,
  undo: UndoPlan,
  rescued: Rescued,
  facts: UndoFacts,
  now: Date
): Plan {
  const stamp = computeStamp(db, undo.steps)
  const before = readExpectable(db, stamp)
  const expects = expectationAfter(before, undo.steps, countMarked(undo.steps, rescued, facts))
  return {
    version: 1,
    kind: 'undo',
    store: receipt.store,
    session: receipt.session,
    made_at: now.toISOString(),
    ...sentencesOf(receipt, undo),
    stamp: { ...stamp, steps: hashSteps(undo) },
    steps: [...undo.steps],
    expects,
    predicted: before.leaf === expects.leaf ? {} : { leaf: expects.leaf, revision: expects.revision },
    frees: { row_bytes: 0, blob_bytes: 0, file_bytes: 0 },
    warnings: [...undo.warnings, ...(undo.left.length === 0 ? [] : [leftWarning(undo.left.length)])]
  }
}

const leftWarning = (count: number): { code: string; message: string } => ({
  code: 'rows-left',
  message:
    count === 1
      ? '1 row cannot return because its id or row number is taken; it stays in the rescue store.'
      : `${counted(count, 'row')} cannot return because their ids or row numbers are taken; they stay in the rescue store.`
})

/** What a change did; the sentences behind say what else is to be known of it. */
const firstSentence = (text: string): string =>
  /^.*?[.!?](?=\s|$)/su.exec(text)?.[0].replace(/\.$/u, '') ?? text

/** What comes back in words; blobs alone are not counted. */
const joined = (parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join(', and ') || 'no row changes'

function sentencesOf(receipt: Receipt, { steps, headReturns }: UndoPlan): Pick<Plan, 'sentence' | 'done'> {
  const count = steps.reduce((sum, step) => sum + ('ids' in step ? step.ids.length : 0), 0)
  const [what, rows] = [`“${firstSentence(receipt.sentence)}”`, counted(count, 'row')]
  return {
    sentence: `Undoes ${what}: ${joined([count > 0 && `${rows} ${count === 1 ? 'changes' : 'change'} back`, headReturns && 'the head returns to where it was'])}.`,
    done: `Undid ${what}: ${joined([count > 0 && `${rows} changed back`, headReturns && 'the head returned to where it was'])}.`
  }
}

function countMarked(
  steps: readonly Step[],
  rescued: Rescued,
  facts: UndoFacts
): { returned: number; withdrawn: number } {
  let returned = 0
  let withdrawn = 0
  for (const step of steps) {
    if (step.op === 'return-rows')
      returned += step.ids.filter((id) => rescued.rows.get(id)?.tombstoned).length
    if (step.op === 'withdraw-rows')
      withdrawn += step.ids.filter((id) => facts.present.get(id)?.tombstoned).length
  }
  return { returned, withdrawn }
}

function readRescued(db: RowReader): Rescued {
  const head = readStoredHead(db)
  return {
    rows: readMarks(db.each('SELECT node_id, seq, tombstoned FROM graph_nodes ORDER BY seq')),
    blobs: [...db.each('SELECT hash FROM blobs')].flatMap(([hash]) => asText(hash) ?? []),
    head: head === null ? null : { session: head.session, leaf: leafOf(head), head_json: head.headJson }
  }
}

type Marks = ReadonlyMap<string, { readonly seq: string; readonly tombstoned: boolean }>

function readMarks(rows: Iterable<readonly unknown[]>): Marks {
  const marks = new Map<string, { seq: string; tombstoned: boolean }>()
  for (const [id, seq, tombstoned] of rows) {
    if (typeof id === 'string') marks.set(id, { seq: String(seq), tombstoned: tombstoned !== 0n })
  }
  return marks
}

function gatherFacts(
  db: Connection,
  steps: readonly Step[],
  rescued: Rescued
): Omit<UndoFacts, 'row' | 'reachesRoot'> {
  const added = steps.flatMap((step) => {
    if (step.op === 'add-rows') return step.rows.map((row) => row.node_id)
    return step.op === 'return-rows' ? step.ids : []
  })
  const ids = JSON.stringify([...rescued.rows.keys(), ...added])
  const seqs = JSON.stringify([...rescued.rows.values()].map(({ seq }) => Number(seq)))
  const head = readStoredHead(db)
  return {
    present: readMarks(
      db.each(
        'SELECT node_id, seq, tombstoned FROM graph_nodes WHERE node_id IN (SELECT value FROM json_each(?))',
        ids
      )
    ),
    usedSeqs: new Set(
      [...db.each('SELECT seq FROM graph_nodes WHERE seq IN (SELECT value FROM json_each(?))', seqs)].map(
        ([seq]) => String(seq)
      )
    ),
    head:
      head === null ? null : { session: head.session, leaf: leafOf(head), revision: String(head.revision) },
    blobs: new Set([...db.each('SELECT hash FROM blobs')].flatMap(([hash]) => asText(hash) ?? []))
  }
}

function rowsOf(db: RowReader, kept: RowReader): UndoFacts['row'] {
  return (id) => {
    const stored = db.first(ROW, id)
    const row = stored ?? kept.first(ROW, id)
    if (row === undefined) return undefined
    const [tombstoned, type, json] = row
    const link = linkIn(type === 'text' ? textIfUtf8(asBytes(json)) : undefined)
    const parent = link.kind === 'parent' ? link.id : undefined
    return { live: stored !== undefined && tombstoned === 0n, parent }
  }
}

const ROW = 'SELECT tombstoned, typeof(node_json), CAST(node_json AS BLOB) FROM graph_nodes WHERE node_id = ?'

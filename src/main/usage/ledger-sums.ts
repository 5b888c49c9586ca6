import type { LedgerEntry } from '@shared/domain/model/head'
import { asBytes, type Connection, type SqlRow, type SqlValue } from '../store/connection'
import type { StoreLayout } from '../store/layout'
import { sqliteCode } from '../store/store-error'
import { textOf } from '../store/text'

/**
 * Which rows are left out before merging: `store` those that lash loses on load (total 0), `recording` only rows of
 * zeros, so that cached-only rows count (store-format.md §12).
 */
export type MergeRule = 'store' | 'recording'

const COUNTS = ['input_tokens', 'output_tokens', 'cached_input_tokens', 'reasoning_tokens'] as const

const TEXTS = "typeof(source) = 'text' AND typeof(model) = 'text'"
/** lash passes over rows whose labels are not text or whose counts are not integers (store-format.md §14.28). */
const READABLE = `${TEXTS}
  AND ${COUNTS.map((count) => `typeof(${count}) = 'integer'`).join(' AND ')}`

const KEPT: Readonly<Record<MergeRule, string>> = {
  store: 'input_tokens + output_tokens + reasoning_tokens <> 0',
  recording: COUNTS.map((count) => `${count} <> 0`).join(' OR ')
}

/**
 * The same rows in a table that holds integers and text only, looked at in half the time: a value that is missing
 * makes its row fall out, any other odd value shows in what comes of its group.
 */
const KEPT_OF_PLAIN: Readonly<Record<MergeRule, string>> = {
  store: 'cached_input_tokens IS NOT NULL AND input_tokens + output_tokens + reasoning_tokens <> 0',
  recording: `(${COUNTS.join(' | ')}) <> 0`
}

/** A source's use of a model, with the number of rows that were added up. */
export interface LedgerSum extends LedgerEntry {
  readonly stored: number
}

/** SQLite's own sum; it fails rather than wrap when a sum leaves 64 bits. */
const PLAIN_SUMS = COUNTS.map((count) => `sum(${count})`)
/** Sums of the upper and lower halves, which cannot leave 64 bits in a table of less than 2^31 rows. */
const HALVED_SUMS = COUNTS.flatMap((count) => [`sum(${count} >> 32)`, `sum(${count} & 4294967295)`])

/**
 * The ledger merged by source and model, in order of first appearance, added up by SQLite itself: no row crosses into
 * JavaScript. Exact for any counts: where a sum leaves 64 bits the halves are added instead.
 */
export function readLedgerSums(db: Connection, layout: StoreLayout, rule: MergeRule): LedgerSum[] {
  if (!layout.tables.has('usage_deltas')) return []
  const select = (sums: readonly string[], kept: string): SqlRow[] =>
    db.all(
      `SELECT CAST(source AS BLOB), CAST(model AS BLOB), ${TEXTS}, count(*), ${sums.join(', ')} FROM usage_deltas
       WHERE ${kept} GROUP BY source, model ORDER BY min(seq)`
    )
  const readable = `${READABLE} AND (${KEPT[rule]})`
  try {
    const plain = hasIntegerColumns(db) ? select(PLAIN_SUMS, KEPT_OF_PLAIN[rule]) : []
    const trusted = plain.length > 0 && plain.every(isPlain)
    return (trusted ? plain : select(PLAIN_SUMS, readable)).map(plainEntry)
  } catch (cause) {
    if (!isOverflow(cause)) throw cause
    return select(HALVED_SUMS, readable).map(halvedEntry)
  }
}

/** In such columns no text that looks like a number can be stored, which a sum would take for one. */
function hasIntegerColumns(db: Connection): boolean {
  const named = COUNTS.map((count) => `'${count}'`).join(', ')
  const found = db.first(
    `SELECT count(*) FROM pragma_table_info('usage_deltas') WHERE upper(type) = 'INTEGER' AND name IN (${named})`
  )
  return found?.[0] === BigInt(COUNTS.length)
}

/** SQLite's sum is an integer only where every value was one. */
const isPlain = ([_source, _model, areTexts, ...figures]: SqlRow): boolean =>
  areTexts === 1n && figures.every((figure) => typeof figure === 'bigint')

function isOverflow(cause: unknown): boolean {
  return sqliteCode(cause) === 1 && cause instanceof Error && cause.message.includes('integer overflow')
}

function plainEntry([source, model, , stored, input, output, cached, reasoning]: SqlRow): LedgerSum {
  return entry(source, model, stored, [count(input), count(output), count(cached), count(reasoning)])
}

function halvedEntry([source, model, , stored, ...halves]: SqlRow): LedgerSum {
  const whole = (at: number): bigint => (count(halves[at]) << 32n) + count(halves[at + 1])
  return entry(source, model, stored, [whole(0), whole(2), whole(4), whole(6)])
}

function entry(
  source: SqlValue | undefined,
  model: SqlValue | undefined,
  stored: SqlValue | undefined,
  [input, output, cached, reasoning]: readonly [bigint, bigint, bigint, bigint]
): LedgerSum {
  const usage = {
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: cached,
    reasoning_tokens: reasoning
  }
  return {
    source: textOf(asBytes(source)),
    model: textOf(asBytes(model)),
    usage,
    stored: Number(count(stored))
  }
}

function count(value: SqlValue | undefined): bigint {
  return typeof value === 'bigint' ? value : 0n
}

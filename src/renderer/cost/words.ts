import type { TokenCounts } from '@shared/domain/usage/counts'
import type { MirrorCheck } from '@shared/domain/usage/mirror'
import type { PricedRow, UsageReview } from '@shared/domain/usage/review'
import type { CostSum } from '@shared/domain/usage/sums'
import { VERDICT_WORDS } from '@shared/domain/usage/words'
import { type Member, namesOf, shortName } from '../state/family'
import { formatCount, lowerFirst } from '../ui/format'

/** @returns why a sum is a range or only a lower bound, in a sentence; empty where it is one number */
export function costSentence(cost: CostSum | null, unpriced: number): string {
  const models = unpriced === 1 ? 'One model has no price' : `${formatCount(unpriced)} models have no price`
  if (cost === null) return 'No model used here has a price, so no sum can be given.'
  if (!cost.complete) return `${models}, so the true sum is higher.`
  return cost.low === cost.high ? '' : 'A range, because the store does not tell all that a price depends on.'
}

/** One line of "Does it add up?": a verdict on a store, in words. `fine` = nothing is odd about it. */
export interface CheckLine {
  readonly key: string
  readonly fine: boolean
  readonly text: string
}

/** @returns one line per store whose mirror rows were held against its agents' own rows */
export function mirrorLines({ checks, rows }: UsageReview, members: readonly Member[]): CheckLine[] {
  return checks.flatMap((check) => (check.verdicts.length === 0 ? [] : [checkLine(check, rows, members)]))
}

/** What is odd is said alone; that the rest is equal goes without saying then. */
function checkLine(check: MirrorCheck, rows: readonly PricedRow[], members: readonly Member[]): CheckLine {
  const odd = check.verdicts.filter((verdict) => verdict !== 'equal')
  const said = odd.length === 0 ? check.verdicts : odd
  const words = said.map((verdict) =>
    verdict === 'successor' ? successorWords(check, members) : VERDICT_WORDS[verdict]
  )
  const figures = said.every((verdict) => verdict === 'successor') ? '' : figuresOf(check, rows, members)
  return {
    key: check.session,
    fine: said.every((verdict) => verdict === 'equal' || verdict === 'successor'),
    text: `${storeName(check.session, members)}: ${figures}${words.join(' ')}`
  }
}

const successorWords = ({ successors }: MirrorCheck, members: readonly Member[]): string =>
  `${VERDICT_WORDS.successor} (${namesOf(successors, members)})`

/** "10,800 in = 4,400 (A) + 6,400 (B). ": what a parent booked against its agents' own turns, in input tokens. */
function figuresOf(
  { session, mirrorRows, successors }: MirrorCheck,
  rows: readonly PricedRow[],
  members: readonly Member[]
): string {
  const children = members.filter(({ parent, session: id }) => parent === session && !successors.includes(id))
  const turns = children.map(({ session: id }) => ownTurns(rows, id))
  const sign = turns.reduce((sum, input) => sum + input, 0n) === mirrorRows.input ? '=' : '≠'
  const parts = children.map(
    ({ session: id }, at) => `${formatCount(turns[at] ?? 0n)} (${shortName(id, members)})`
  )
  const shown = parts.length > shownParts ? [...parts.slice(0, shownParts), '…'] : parts
  return `${formatCount(mirrorRows.input)} in${parts.length === 0 ? '' : ` ${sign} ${shown.join(' + ')}`}. `
}

const shownParts = 6

const ownTurns = (rows: readonly PricedRow[], session: string): bigint =>
  rows
    .filter((row) => row.session === session && row.source === 'turn')
    .reduce((sum, { counts }) => sum + counts.input, 0n)

/** @returns what was used and is in no ledger, and states of a session that lie beside it */
export function lostLines(review: UsageReview, members: readonly Member[]): CheckLine[] {
  const running = review.unbookedTurns.map(({ session, counts }) => ({
    key: `running ${session}`,
    fine: false,
    text: `${storeName(session, members)}: a turn was running when the store was written. ${usedWords(counts)} so far, in no row of the ledger and in no sum.`
  }))
  const runningTurns = new Set(review.unbookedTurns.map(({ session }) => session))
  const lost = review.turnsWithoutRow.flatMap(({ session, turns }) => {
    const others = turns - (runningTurns.has(session) ? 1 : 0)
    return others > 0
      ? [{ key: `lost ${session}`, fine: false, text: lostWords(review, members, session, others) }]
      : []
  })
  const copies = review.otherCopies.map((copy) => ({
    key: `copy ${copy.store}`,
    fine: true,
    text: `${fileName(copy.store)} holds another state of ${inSentence(copy.session, members)} (revision ${copy.revision}); it is not added.`
  }))
  return [...running, ...lost, ...copies]
}

function lostWords(review: UsageReview, members: readonly Member[], session: string, turns: number): string {
  const what = turns === 1 ? '1 turn has no row' : `${turns} turns have no row`
  const trace = review.otherCopies.find((copy) => copy.session === session && copy.unbookedTurn !== null)
  const seen =
    trace === undefined || trace.unbookedTurn === null
      ? ''
      : ` ${fileName(trace.store)} still shows one that was running: ${usedWords(trace.unbookedTurn)}.`
  return `${storeName(session, members)}: ${what}. It used nothing, or it ended before its commit and its cost is lost.${seen}`
}

const usedWords = ({ input, output, cachedInput }: TokenCounts): string =>
  `${formatCount(input)} in, ${formatCount(output)} out, ${formatCount(cachedInput)} cached`

function storeName(session: string, members: readonly Member[]): string {
  if (members.length === 1) return 'This session'
  const name = shortName(session, members)
  return name === 'root' ? 'Root' : name
}

function inSentence(session: string, members: readonly Member[]): string {
  const name = storeName(session, members)
  return name.length <= 2 ? name : lowerFirst(name)
}

export const fileName = (store: string): string => store.replace(/^.*[\\/]/, '')

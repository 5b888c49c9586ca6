import { NO_USER_PRICES } from '@shared/domain/usage/user-prices'
import { describe, expect, test } from 'vitest'
import { answerOf, family, sessionOf } from '../ledger/testing'
import { familyMembers, namesOf } from '../state/family'
import { cutCost } from './shares'
import { draftOf, draftProblem, withDraft, withoutModel } from './user-price'
import { costSentence, lostLines, mirrorLines } from './words'

const members = familyMembers(family)

describe('the sessions of a family', () => {
  test('stand as a tree, the agents lettered in its order', () => {
    expect(members.map(({ session, letter, depth, role }) => [session, letter, depth, role])).toEqual([
      ['root', '', 0, 'root'],
      ['a', 'A', 1, 'agent'],
      ['b', 'B', 1, 'agent'],
      ['c', 'C', 2, 'agent']
    ])
  })

  test('have own and combined costs that count nothing twice', () => {
    const tokens = members.map(({ own, combined }) => [own.tokens.input, combined.tokens.input])
    expect(tokens).toEqual([
      [16_512n, 29_012n],
      [4400n, 4400n],
      [6400n, 8100n],
      [1700n, 1700n]
    ])
  })

  test('are spoken of by their letters', () => {
    expect(namesOf(['b'], members)).toBe('agent B')
    expect(namesOf(['c', 'a'], members)).toBe('A and C')
    expect(namesOf(['gone'], members)).toBe('gone')
  })

  test('get a second letter after Z', () => {
    const agents = Array.from({ length: 30 }, (_, at) =>
      sessionOf(`s${String(at).padStart(2, '0')}`, 'root', [])
    )
    const many = familyMembers(answerOf(sessionOf('root', null, []), ...agents))
    expect(many.slice(-5).map(({ letter }) => letter)).toEqual(['Z', 'AA', 'AB', 'AC', 'AD'])
  })
})

describe('the check lines', () => {
  test('write out what a parent booked against its agents’ own turns', () => {
    const lines = mirrorLines(family.review, members)
    expect(lines.map(({ text, fine }) => [text.split('. ')[0], fine])).toEqual([
      ['B: 1,700 in = 1,700 (C)', true],
      ['Root: 10,800 in = 4,400 (A) + 6,400 (B)', true]
    ])
  })

  test('name a turn that is in no row, and where it can still be seen', () => {
    const counts = { input: 1100n, output: 10n, cachedInput: 512n, cacheWrite: 0n, reasoning: 0n }
    const now = { ...sessionOf('s', null, []), revision: 9n, turnsWithoutRow: 1 }
    const before = { ...sessionOf('s', null, []), store: 'after-crash.db', unbookedTurn: counts }
    const answer = answerOf(now, before)
    const [lost, copy] = lostLines(answer.review, familyMembers(answer))
    expect(lost?.text).toContain('1 turn has no row')
    expect(lost?.text).toContain(
      'after-crash.db still shows one that was running: 1,100 in, 10 out, 512 cached'
    )
    expect(copy?.text).toContain(
      'after-crash.db holds another state of this session (revision 1); it is not added'
    )
  })

  test('name a turn that was running', () => {
    const counts = { input: 1100n, output: 10n, cachedInput: 512n, cacheWrite: 0n, reasoning: 0n }
    const answer = answerOf({ ...sessionOf('s', null, []), unbookedTurn: counts, turnsWithoutRow: 1 })
    const lines = lostLines(answer.review, familyMembers(answer))
    expect(lines).toHaveLength(1)
    expect(lines[0]?.text).toContain('a turn was running')
  })
})

describe('a cost in words', () => {
  test('says why it is a range or a lower bound', () => {
    expect(costSentence(null, 1)).toContain('No model')
    expect(costSentence({ low: 1n, high: 2n, complete: false }, 1)).toContain('One model has no price')
    expect(costSentence({ low: 1n, high: 2n, complete: true }, 0)).toContain('A range')
    expect(costSentence({ low: 1n, high: 1n, complete: true }, 0)).toBe('')
  })
})

describe('shares', () => {
  test('cut the high end and say when something has no price', () => {
    const { parts, incomplete } = cutCost(family.review.rows, 'session', members)
    expect(parts.map(({ name }) => name)).toEqual(['root', 'B', 'A', 'C'])
    expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 4)
    expect(incomplete).toBe(true)
  })

  test('put what is small together', () => {
    const sessions = Array.from({ length: 9 }, (_, at) =>
      sessionOf(`s${at}`, null, [['turn', 'large', { input: BigInt(at + 1) }]])
    )
    const answer = answerOf(...sessions)
    const { parts } = cutCost(answer.review.rows, 'session', familyMembers(answer))
    expect(parts).toHaveLength(5)
    expect(parts.at(-1)?.name).toBe('5 others')
  })
})

describe('a price of the user’s own', () => {
  const draft = {
    kind: 'price',
    input: '0.25',
    output: ' 2 ',
    cacheRead: '',
    cacheWrite: '',
    alias: ''
  } as const

  test('takes the place of whatever was set before, and can be taken back', () => {
    const aliased = withDraft(NO_USER_PRICES, 'm', { ...draft, kind: 'alias', alias: 'gpt-5' })
    expect(aliased).toEqual({ prices: {}, aliases: { m: 'gpt-5' } })
    const set = withDraft(aliased, 'm', draft)
    expect(set).toEqual({ prices: { m: { input: '0.25', output: '2' } }, aliases: {} })
    expect(withoutModel(set, 'm')).toEqual(NO_USER_PRICES)
  })

  test('comes back into the form as it was set', () => {
    const free = withDraft(NO_USER_PRICES, 'm', { ...draft, kind: 'free' })
    expect(draftOf(free, 'm').kind).toBe('free')
    expect(draftOf(withDraft(free, 'm', draft), 'm')).toMatchObject({ kind: 'price', input: '0.25' })
    expect(draftOf(free, 'other')).toMatchObject({ kind: 'price', input: '' })
  })

  test('is refused with a reason where it is no number', () => {
    expect(draftProblem(draft)).toBeNull()
    expect(draftProblem({ ...draft, input: '' })).toContain('Give a price')
    expect(draftProblem({ ...draft, output: '-1' })).toContain('plain number')
    expect(draftProblem({ ...draft, kind: 'alias' })).toContain('Name the model')
    expect(draftProblem({ ...draft, kind: 'free', input: 'x' })).toBeNull()
  })
})

import { addCounts, NO_COUNTS } from '@shared/domain/usage/counts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LedgerGrouping } from '../state/cost'
import { costWords, screenCsv } from './export'
import { defaultScope, filterLines, ledgerTable, ledgerWords, shareWords } from './lines'
import { answerOf, family, sessionOf } from './testing'

const groupings: readonly LedgerGrouping[] = ['source-model', 'source', 'model', 'session', 'day']
const words = (scope: 'session' | 'family', by: LedgerGrouping = 'source-model') =>
  ledgerTable(family, scope, by).lines.map((line) => [
    ...line.names,
    String(line.tokens.input),
    costWords(line),
    shareWords(line)
  ])

describe('the ledger of a family', () => {
  test('adds own rows of all sessions and keeps mirror rows apart, named after who counts them', () => {
    expect(words('family')).toEqual([
      ['turn', 'large', '28500', '$0.0900', '100.0 %'],
      ['llm_query', 'unknown', '512', 'no price', 'unknown'],
      ['subagent', 'large', '12500', 'counted in A, B and 1 more', 'not added again']
    ])
  })

  test('of the root alone names the agents its mirror rows repeat', () => {
    expect(words('session').at(-1)).toEqual([
      'subagent',
      'large',
      '10800',
      'counted in A and B',
      'not added again'
    ])
  })

  test('by session names each by its letter and first words', () => {
    expect(words('family', 'session').map((line) => line.slice(0, 3))).toEqual([
      ['root', 'About root', '16512'],
      ['B', 'About b', '6400'],
      ['A', 'About a', '4400'],
      ['C', 'About c', '1700'],
      ['B', 'About b', '1700'],
      ['root', 'About root', '10800']
    ])
  })

  test('opens with the whole family for its root, and with one session for anything else', () => {
    expect(defaultScope(family)).toBe('family')
    expect(defaultScope({ ...family, asked: ['b.db'] })).toBe('session')
    expect(defaultScope(answerOf(sessionOf('lonely', null, [])))).toBe('session')
  })
})

describe('any grouping', () => {
  const label = fc.constantFrom('turn', 'llm_query', '', '<b>x</b>')
  const rows = fc.uniqueArray(
    fc.tuple(label, fc.constantFrom('large', 'unknown'), fc.bigInt(0n, 10n ** 20n)),
    {
      selector: ([source, model]) => `${source} ${model}`
    }
  )

  test('adds up to the same total, in tokens, rows and money', () => {
    fc.assert(
      fc.property(rows, rows, fc.constantFrom(...groupings), (one, other, by) => {
        const session = (id: string, list: typeof one) =>
          sessionOf(
            id,
            null,
            list.map(([source, model, input]) => [source, model, { input }])
          )
        const table = ledgerTable(answerOf(session('one', one), session('other', other)), 'family', by)
        const sum = table.lines.reduce((total, { tokens }) => addCounts(total, tokens), NO_COUNTS)
        expect(sum).toEqual(table.total.tokens)
        expect(table.lines.reduce((total, { stored }) => total + stored, 0)).toBe(table.stored)
        const high = table.lines.reduce((total, { cost }) => total + (cost?.high ?? 0n), 0n)
        expect(high).toBe(table.total.cost?.high ?? 0n)
      })
    )
  })
})

describe('the ledger as text', () => {
  test('goes to CSV as it is on screen, with the total and exact figures', () => {
    const table = ledgerTable(family, 'family', 'source-model')
    expect(screenCsv(table, table.lines).split('\r\n')).toEqual([
      'Source,Model,Rows,Input,Cached,Output,Reasoning,Cost,Low µUSD,High µUSD,Share',
      'turn,large,4,28500,0,300,0,$0.0900,90000,90000,100.0 %',
      'llm_query,unknown,1,512,0,31,0,no price,,,unknown',
      'subagent,large,2,12500,0,0,0,"counted in A, B and 1 more",,,not added again',
      'Family,4 sessions,5,29012,0,331,0,≥ $0.0900,90000,90000,1 unknown',
      ''
    ])
  })

  test('has no total where a filter hides lines', () => {
    const table = ledgerTable(family, 'family', 'source-model')
    const lines = filterLines(table.lines, 'QUERY')
    expect(screenCsv(table, lines).split('\r\n')).toHaveLength(3)
  })

  test('says in one line what was used', () => {
    expect(ledgerWords(ledgerTable(family, 'family', 'source-model'))).toBe(
      '2 sources × 2 models · 29,012 in · 0 cached · 331 out'
    )
  })
})

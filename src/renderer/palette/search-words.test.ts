import { expect, test } from 'vitest'
import { noFilter, type Search, searchState } from '../state/search'
import { noneWords, searchWords } from './search-words'

const search = (part: Partial<Search>): Search => ({
  ...searchState.getInitialState(),
  text: 'port',
  ...part
})

test('filters are spoken of only while one is set, whatever was set before', () => {
  expect(noneWords(search({ filter: { ...noFilter } }))).toBe('No node says “port”.')
  expect(noneWords(search({ filter: { ...noFilter, tool: 'ls' } }))).toContain('these filters')
})

test('a stopped search says how far it came, unless it came nowhere', () => {
  expect(searchWords(search({ stopped: true }))).toBe('Stopped before any node was read.')
  expect(searchWords(search({ stopped: true, scanned: 5, total: 10, rows: [1] }))).toBe(
    'Stopped after 5 of 10 nodes: 1 found'
  )
})

import { isFilter, isSearch, type Search } from '../state/search'
import { formatCount } from '../ui/format'

/** @returns what stands in place of hits where there are none */
export function noneWords({ text, filter, stopped }: Search): string {
  if (stopped) return 'Nothing was found before the search was stopped.'
  if (text === '') return 'No node passes these filters.'
  return isFilter(filter) ? `No node that passes these filters says “${text}”.` : `No node says “${text}”.`
}

/** @returns how far a search has come, and what it has found */
export function searchWords(search: Search): string {
  const { rows, done, stopped, scanned, total, error } = search
  if (error !== null) return error.message
  if (!isSearch(search)) return 'The text of every node is searched, whatever its case.'
  const found =
    rows.length === 0
      ? 'Nothing found'
      : `${formatCount(rows.length)} found${rows.length > 1 ? ', the newest first' : ''}`
  if (stopped && total === 0) return 'Stopped before any node was read.'
  if (stopped)
    return `Stopped after ${formatCount(scanned)} of ${formatCount(total)} nodes: ${formatCount(rows.length)} found`
  if (done) return found
  if (search.search === null && total === 0) return 'The search begins when the graph has been read.'
  return `${found} so far, ${formatCount(scanned)} of ${formatCount(total)} nodes read`
}

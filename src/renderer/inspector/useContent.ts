import type { NodeColumns } from '@shared/domain/columns/columns'
import { useEffect, useState } from 'react'
import { inTurns } from '../ui/in-turns'
import { type Content, ContentCount } from './content'

/** Rows counted in one step. */
const slice = 10_000

/**
 * Counts what some rows hold, in slices, so that the window never waits; what was counted before stays until then.
 * @param rows gives the rows to count, null = every row; the same function as long as the rows are the same
 */
export function useContent(
  nodes: NodeColumns | undefined,
  rows: ((nodes: NodeColumns) => readonly number[]) | null
): Content | null {
  const [content, setContent] = useState<Content | null>(null)
  useEffect(() => {
    if (nodes === undefined) return setContent(null)
    let count: ContentCount | null = null
    return inTurns(() => {
      count ??= new ContentCount(nodes, rows?.(nodes) ?? null)
      const done = count.add(slice)
      if (done) setContent(count.content())
      return done
    })
  }, [nodes, rows])
  return content
}

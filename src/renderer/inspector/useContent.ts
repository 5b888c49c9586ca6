import type { NodeColumns } from '@shared/domain/columns/columns'
import { useEffect, useState } from 'react'
import { type Content, ContentCount } from './content'

/** Rows counted before the window gets its turn again. */
const slice = 50_000

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
    let timer = 0
    const goOn = (count: ContentCount): void => {
      if (count.add(slice)) setContent(count.content())
      else timer = window.setTimeout(goOn, 0, count)
    }
    timer = window.setTimeout(() => goOn(new ContentCount(nodes, rows?.(nodes) ?? null)), 0)
    return () => clearTimeout(timer)
  }, [nodes, rows])
  return content
}

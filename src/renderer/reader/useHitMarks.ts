import { type RefObject, useEffect } from 'react'

/**
 * Marks every occurrence of `text` in sight: underlined, and inverted in the row that is read. Marks are ranges laid
 * over the page, so the transcript's own elements stay as they are.
 */
export function useHitMarks(
  container: RefObject<HTMLElement | null>,
  text: string,
  reading: number | null
): void {
  useEffect(() => {
    const element = container.current
    if (element === null || text === '') return
    const hits = new Highlight()
    const current = new Highlight()
    for (const range of occurrences(element, text)) {
      const row = range.startContainer.parentElement?.closest<HTMLElement>('[data-row]')?.dataset.row
      ;(row === String(reading) ? current : hits).add(range)
    }
    CSS.highlights.set('hit', hits)
    CSS.highlights.set('hit-current', current)
    return () => {
      CSS.highlights.delete('hit')
      CSS.highlights.delete('hit-current')
    }
  })
}

function* occurrences(element: HTMLElement, text: string): Generator<Range> {
  const sought = text.toLowerCase()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const content = node.textContent?.toLowerCase() ?? ''
    for (let at = content.indexOf(sought); at >= 0; at = content.indexOf(sought, at + sought.length)) {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, Math.min(at + sought.length, node.textContent?.length ?? 0))
      yield range
    }
  }
}

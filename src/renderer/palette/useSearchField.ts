import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { isSearch, noFilter, type SearchFilter, searchState, startSearch } from '../state/search'

/** So long after the last key the search begins by itself, ms. */
const pauseMs = 180

type Step = 1 | -1

interface SearchField {
  readonly text: string
  /** undefined where the field is for words only: hits of the same words will do, however they were narrowed down. */
  readonly filter?: SearchFilter
  /** How many hits can be gone to. */
  readonly hits: number
  /** Goes to a hit; back with -1. */
  readonly go: (step: Step) => void
}

/**
 * A field that searches the store while its user types.
 * @returns what Enter does: it goes to a hit of what stands in the field, as soon as there is one, and never to a hit
 *   of what stood there before
 */
export function useSearchField({ text, filter, hits, go }: SearchField): (step?: Step) => void {
  const done = useStore(searchState, (search) => search.done)
  const [wish, setWish] = useState<Step | null>(null)
  const isAsked = (): boolean => {
    const now = searchState.getState()
    return now.text === text && (filter === undefined || now.filter === filter)
  }
  const begin = (): void => {
    if (!isAsked()) void startSearch(text, filter ?? noFilter)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pause begins anew with what is typed, with nothing else
  useEffect(() => {
    setWish(null)
    const timer = setTimeout(begin, pauseMs)
    return () => clearTimeout(timer)
  }, [text, filter])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is looked at when hits come
  useEffect(() => {
    if (wish === null || !isAsked() || (hits === 0 && !done)) return
    setWish(null)
    if (hits > 0) go(wish)
  }, [wish, hits, done])
  return (step = 1) => {
    if (isAsked() && hits > 0) return go(step)
    begin()
    if (isSearch(searchState.getState())) setWish(step)
  }
}

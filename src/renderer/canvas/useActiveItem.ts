import { useLayoutEffect } from 'react'
import { useStore } from 'zustand'
import type { Graph } from '../graph/graph'
import { selectionState } from '../state/selection'
import { elementId, selectedElement } from './selected'

/**
 * Names the selected item to screen readers as the active one of the tree, while it is among the items that are drawn:
 * what is out of sight is not in the page, and must not be named.
 */
export function useActiveItem(graph: Graph, runs: boolean, drawn: readonly { readonly id: string }[]): void {
  const active = useStore(selectionState, ({ selection }) => selectedElement(graph, runs, selection))
  const shown = drawn.some(({ id }) => elementId(id) === active) ? active : null
  useLayoutEffect(() => {
    const tree = document.querySelector('.canvas')
    if (tree === null || shown === null) return
    tree.setAttribute('aria-activedescendant', shown)
    return () => tree.removeAttribute('aria-activedescendant')
  }, [shown])
}

// @vitest-environment happy-dom
import { type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { rowOfSeq } from '@shared/domain/columns/graph-index'
import { layoutGraph } from '@shared/domain/layout/layout'
import type { NodeCard } from '@shared/ipc/store'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildGraph, type Graph } from '../graph/graph'
import { tailColumns } from '../graph/tail'
import { openStoreState } from '../state/open-store'
import { currentSelection, resetSelection, selectBack, settleRows } from '../state/selection'
import { aShownStore } from '../state/testing'
import { walkByKeys } from './arrow-keys'
import { canvasState } from './canvas-state'
import { listenToWalkKeys } from './walk-keys'

const LENGTH = 40
const TAIL = 5
const seqOf = (row: number): number => 100 + row * 2

const columns: NodeColumns = {
  count: LENGTH,
  seq: Float64Array.from({ length: LENGTH }, (_, row) => seqOf(row)),
  parent: Int32Array.from({ length: LENGTH }, (_, row) => row - 1),
  kind: new Uint8Array(LENGTH).fill(nodeKinds.indexOf('user')),
  flags: new Uint16Array(LENGTH).fill(NodeFlag.onPath),
  bytes: new Uint32Array(LENGTH).fill(100),
  time: new Float64Array(LENGTH),
  lines: new Uint8Array(LENGTH).fill(1)
}
const whole = buildGraph(
  1,
  1,
  columns,
  layoutGraph(columns, { leaf: LENGTH - 1, showCopies: false }),
  false,
  null
)

function leafEnd(): Graph {
  const cards = Array.from({ length: TAIL }, (_, at): NodeCard => {
    const row = LENGTH - TAIL + at
    return {
      row: -seqOf(row),
      id: `n${row}`,
      kind: 'user',
      label: '',
      text: '',
      note: '',
      bytes: 100,
      time: 0,
      state: null
    }
  })
  const ends = tailColumns(cards)
  return buildGraph(1, 0, ends, layoutGraph(ends, { leaf: TAIL - 1, showCopies: true }), false, cards)
}

const press = (...keys: readonly string[]): void => {
  for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}
const come = (graph: Graph | null): void => {
  canvasState.setState({ graph, size: { width: 700, height: 800, room: 'wide' } })
  if (graph?.tail === null) settleRows((seq) => rowOfSeq(graph.columns, seq))
}
const node = (row: number) => ({ kind: 'node', row })

describe('arrows, Home and End before the graph has come', () => {
  let stop: () => void
  const start = (): void => {
    resetSelection()
    come(null)
    const stops = [listenToWalkKeys(), walkByKeys()]
    stop = () => {
      for (const each of stops) each()
    }
  }
  beforeEach(start)
  afterEach(() => stop())

  it('walk the leaf end, and what they have selected stays selected in the graph', () => {
    come(leafEnd())
    press('End', 'ArrowUp', 'ArrowUp')
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - 3)))
    come(whole)
    expect(currentSelection()).toEqual(node(LENGTH - 3))
    selectBack()
    expect(currentSelection()).toEqual(node(LENGTH - 2))
    press('ArrowUp')
    expect(currentSelection()).toEqual(node(LENGTH - 3))
  })

  it('are done in order as soon as there is something to walk', () => {
    press('End', 'ArrowUp', 'ArrowUp')
    expect(currentSelection()).toEqual({ kind: 'none' })
    come(leafEnd())
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - 3)))
    come(whole)
    expect(currentSelection()).toEqual(node(LENGTH - 3))
  })

  it('go to the root when it has come, and on from there', () => {
    come(leafEnd())
    press('ArrowUp', 'Home', 'ArrowDown', 'ArrowDown')
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - 1)))
    come(whole)
    expect(currentSelection()).toEqual(node(2))
  })

  it('do not wait for the root where they go back to the leaf', () => {
    come(leafEnd())
    press('Home', 'ArrowDown', 'End', 'ArrowUp')
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - 2)))
    come(whole)
    expect(currentSelection()).toEqual(node(LENGTH - 2))
  })

  it('go on above the leaf end when the graph has come, and what is pressed after waits with it', () => {
    come(leafEnd())
    press('End', ...Array<string>(TAIL).fill('ArrowUp'), 'ArrowUp', 'ArrowDown')
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - TAIL)))
    come(whole)
    expect(currentSelection()).toEqual(node(LENGTH - TAIL - 1))
  })

  it('stay within the leaf end where no more comes', () => {
    come(leafEnd())
    press('End', ...Array<string>(TAIL).fill('ArrowUp'), 'ArrowDown')
    openStoreState.setState({ ...aShownStore(1, '/a.db'), cancelled: true }, true)
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - TAIL + 1)))
    openStoreState.setState({ kind: 'closed' }, true)
  })

  it('lead to where they would in the whole graph, whenever they are pressed', () => {
    const key = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End')
    const keys = fc.array(key, { maxLength: 2 * TAIL })
    const walked = (...steps: readonly (() => void)[]) => {
      stop()
      start()
      for (const step of steps) step()
      return currentSelection()
    }
    fc.assert(
      fc.property(keys, keys, keys, (before, during, after) => {
        const early = walked(
          () => press(...before),
          () => come(leafEnd()),
          () => press(...during),
          () => come(whole),
          () => press(...after)
        )
        const late = walked(
          () => come(whole),
          () => press(...before, ...during, ...after)
        )
        expect(early).toEqual(late)
      })
    )
  })
})

describe('arrows, Home and End before the canvas stands', () => {
  const opening = (path: string): void =>
    openStoreState.setState({ kind: 'opening', path, progress: null }, true)
  const closed = (): void => openStoreState.setState({ kind: 'closed' }, true)
  let stopKeys: () => void
  let stopCanvas: () => void
  const canvasStands = (): void => {
    stopCanvas = walkByKeys()
  }
  beforeEach(() => {
    resetSelection()
    come(null)
    closed()
    stopKeys = listenToWalkKeys()
    stopCanvas = () => undefined
  })
  afterEach(() => {
    stopCanvas()
    stopKeys()
    closed()
  })

  it('are kept from when the store is being opened, and done when there is something to walk', () => {
    opening('/a.db')
    press('Home', 'End')
    canvasStands()
    come(leafEnd())
    press('ArrowUp')
    expect(currentSelection()).toEqual(node(-seqOf(LENGTH - 2)))
  })

  it('take effect once', () => {
    opening('/a.db')
    press('Home')
    canvasStands()
    come(whole)
    expect(currentSelection()).toEqual(node(0))
    stopCanvas()
    resetSelection()
    canvasStands()
    expect(currentSelection()).toEqual({ kind: 'none' })
  })

  it('mean nothing while no store is being opened, nor for another store than theirs', () => {
    press('End')
    opening('/a.db')
    press('Home')
    closed()
    opening('/b.db')
    canvasStands()
    come(whole)
    expect(currentSelection()).toEqual({ kind: 'none' })
  })
})

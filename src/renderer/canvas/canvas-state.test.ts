// @vitest-environment happy-dom
import { type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { layoutGraph } from '@shared/domain/layout/layout'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildGraph } from '../graph/graph'
import { canvasState, panBy, resizeCanvas } from './canvas-state'

const LENGTH = 400
const columns: NodeColumns = {
  count: LENGTH,
  seq: Float64Array.from({ length: LENGTH }, (_, row) => row),
  parent: Int32Array.from({ length: LENGTH }, (_, row) => row - 1),
  kind: new Uint8Array(LENGTH).fill(nodeKinds.indexOf('user')),
  flags: new Uint16Array(LENGTH).fill(NodeFlag.onPath),
  bytes: new Uint32Array(LENGTH),
  time: new Float64Array(LENGTH),
  lines: new Uint8Array(LENGTH).fill(1)
}
const graph = buildGraph(
  1,
  1,
  columns,
  layoutGraph(columns, { leaf: LENGTH - 1, showCopies: false }),
  false,
  null
)
const height = fc.integer({ min: 160, max: 1200 })
const bottom = (): number => canvasState.getState().camera.y + canvasState.getState().size.height

it('a pane of another height shows what stood at its bottom there again, the leaf end as any other place', () => {
  fc.assert(
    fc.property(height, height, fc.integer({ min: 0, max: 20_000 }), (before, after, up) => {
      canvasState.setState({ graph, size: { width: 800, height: 0, room: 'wide' } })
      resizeCanvas(800, before)
      panBy(0, -up)
      const stood = bottom()
      resizeCanvas(800, after)
      expect(bottom()).toBeCloseTo(stood, 6)
    })
  )
})

import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { readMetrics } from '@shared/domain/layout/geometry'
import { layoutGraph } from '@shared/domain/layout/layout'
import { cardRect } from '@shared/domain/layout/query'
import type { NodeCard } from '@shared/ipc/store'
import { expect, it } from 'vitest'
import { tailColumns } from './tail'

const card = (kind: NodeCard['kind'], text = ''): NodeCard => ({
  row: -1,
  id: kind,
  kind,
  label: '',
  text,
  note: '',
  state: kind === 'toolCall' ? 'failed' : null,
  bytes: 10,
  time: null
})

it('stacks the leaf end upwards from the leaf, as high as the whole graph will', () => {
  const tail = [
    card('user', 'x'.repeat(47)),
    card('toolCall', 'path: "a"'),
    card('toolResult', 'long '.repeat(80))
  ]
  const columns = tailColumns(tail)
  const { read } = layoutGraph(columns, { leaf: 2, showCopies: false })
  const rects = [0, 1, 2].map((position) => cardRect(columns, read, readMetrics, position))
  expect(rects.map(({ height }) => height)).toEqual([72, 72, 28])
  expect(rects.map(({ y }) => y)).toEqual([-188, -108, -28])
})

it('marks what is known of the leaf end', () => {
  const columns = tailColumns([card('user', 'hello'), card('toolCall'), card('modeStep', '{"a":1}')])
  expect([...columns.kind]).toEqual(
    (['user', 'toolCall', 'modeStep'] as const).map((kind) => nodeKinds.indexOf(kind))
  )
  expect([...columns.lines]).toEqual([1, 0, 0])
  expect((columns.flags[0] ?? 0) & NodeFlag.turnStart).not.toBe(0)
  expect((columns.flags[1] ?? 0) & NodeFlag.failed).not.toBe(0)
  expect((columns.flags[2] ?? 0) & NodeFlag.leaf).not.toBe(0)
})

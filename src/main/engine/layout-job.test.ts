import { NO_PARENT, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { type LaidOutColumns, layoutGraph } from '@shared/domain/layout/layout'
import { err, ok, type Result } from '@shared/result'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type StoreError, storeError } from '../store/store-error'
import type { GiveOf, Job } from './jobs'
import { laidOut, layOut, wholeLayout } from './layout-job'
import { inPlace } from './testing'
import type { Jobs } from './worker-pool'

/** So many rows are laid out by jobs. */
const MANY = 20_000

interface RowShape {
  /** Rows back to the parent; 0 for a root. */
  readonly back: number
  readonly kind: number
  readonly lines: number
  readonly turn: boolean
  readonly copy: boolean
}

const rowShape = fc.record({
  back: fc.nat({ max: 6 }),
  kind: fc.nat({ max: nodeKinds.length - 1 }),
  lines: fc.nat({ max: 3 }),
  turn: fc.boolean(),
  copy: fc.boolean()
})

/** Columns of `count` rows that take the given shapes in turn. */
const graphs = fc
  .record({
    shapes: fc.array(rowShape, { minLength: 1, maxLength: 40 }),
    count: fc.constantFrom(0, 1, 300, MANY, MANY + 13)
  })
  .map(({ shapes, count }): LaidOutColumns => {
    const rows = Array.from({ length: Math.ceil(count / shapes.length) }, () => shapes).flat()
    const column = (value: (shape: RowShape, row: number) => number) => rows.slice(0, count).map(value)
    return {
      count,
      parent: Int32Array.from(column(({ back }, row) => (back > 0 && row >= back ? row - back : NO_PARENT))),
      kind: Uint8Array.from(column(({ kind }) => kind)),
      lines: Uint8Array.from(column(({ lines }) => lines)),
      flags: Uint16Array.from(
        column(({ turn, copy }) => (turn ? NodeFlag.turnStart : 0) | (copy ? NodeFlag.copy : 0))
      )
    }
  })

test('a graph is laid out by jobs as it is in one piece', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.boolean(), async (columns, showCopies) => {
      const options = { leaf: columns.count === 0 ? null : columns.count - 1, showCopies }
      const whole = await wholeLayout(layOut(inPlace, 'a.db', columns, options))
      expect(whole).toEqual(ok(layoutGraph(columns, options)))
    }),
    { numRuns: 20 }
  )
})

test('the cards can be taken before the runs are laid out', async () => {
  const columns = chainOf(MANY)
  const options = { leaf: MANY - 1, showCopies: false }
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const layout = layOut(
    jobsThat('runs', () => released),
    'a.db',
    columns,
    options
  )
  expect(await layout.read).toEqual(ok(layoutGraph(columns, options).read))
  release()
  expect((await layout.runs).ok).toBe(true)
})

test.each(['cut', 'cards', 'runs'] as const)('what goes wrong in %s is the answer', async (step) => {
  const failure = err(storeError('failed', 'a.db', 'no room'))
  const failing = layOut(
    jobsThat(step, () => failure),
    'a.db',
    chainOf(MANY),
    { leaf: 0, showCopies: false }
  )
  expect(await wholeLayout(failing)).toEqual(failure)
})

test('a layout that is there is given as it is', async () => {
  const layout = layoutGraph(chainOf(3), { leaf: 2, showCopies: false })
  expect(await wholeLayout(laidOut(layout))).toEqual(ok(layout))
})

function chainOf(count: number): LaidOutColumns {
  return {
    count,
    parent: Int32Array.from({ length: count }, (_, row) => row - 1),
    kind: new Uint8Array(count),
    lines: new Uint8Array(count),
    flags: new Uint16Array(count)
  }
}

/** Runs jobs in place; before one step something else happens, and where that gives an answer, it is the step's. */
function jobsThat(step: Job['job'], before: () => Promise<void> | Result<never, StoreError>): Jobs {
  return {
    run: async <Ask extends Job>(job: Ask): Promise<Result<GiveOf<Ask>, StoreError>> => {
      const failure = job.job === step ? await before() : undefined
      return failure ?? inPlace.run(job)
    }
  }
}

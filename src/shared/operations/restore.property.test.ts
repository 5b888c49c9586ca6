import type { StoreModel } from '@shared/domain/state/store-model'
import { arbitraryStore } from '@shared/testing/arbitrary-store'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leavesLoop } from './decision'
import { playSteps } from './play'
import { planRestore } from './restore'

/** Whether `parentOf`, followed from a leaf, goes on for longer than there are rows: what makes the runtime hang. */
function neverEnds(model: StoreModel, parentOf: (id: string) => string | undefined): boolean {
  let id = model.head?.leaf_node_id
  for (let steps = 0; id !== undefined && steps <= model.rows.length; steps++) id = parentOf(id)
  return id !== undefined
}

/** Full load: nodes by their own id, the last one of an id. */
function fullLoadHangs(model: StoreModel): boolean {
  const parents = new Map<string, string | undefined>()
  for (const { node, tombstoned } of model.rows) {
    if (node !== undefined && !tombstoned) parents.set(node.node_id, node.parent_node_id)
  }
  return neverEnds(model, (id) => parents.get(id))
}

/** Path-only load: rows by their column's id. */
function pathLoadHangs(model: StoreModel): boolean {
  const links = new Map(model.rows.flatMap((row) => (row.tombstoned ? [] : [[row.id, row.link] as const])))
  return neverEnds(model, (id) => {
    const link = links.get(id)
    return link?.kind === 'parent' ? link.id : undefined
  })
}

const chosen = fc.option(
  fc
    .array(
      fc.integer({ min: 0, max: 13 }).map((number) => `n${number}`),
      { maxLength: 4 }
    )
    .map((ids) => new Set(ids)),
  { nil: undefined }
)

/** A store of which most rows are tombstoned, so that a restore has much to bring back. */
const hiddenStore = fc
  .record({ model: arbitraryStore, live: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }) })
  .map(({ model, live }) => ({
    ...model,
    rows: model.rows.map((row, at) => ({ ...row, tombstoned: live[at] !== true }))
  }))

it('a restore says that the runtime would hang on its result exactly where it would', () => {
  fc.assert(
    fc.property(hiddenStore, chosen, (model, ids) => {
      const { steps, warnings } = planRestore(model, ids)
      const after = playSteps(model, steps)
      const hangs = steps.length > 0 && (fullLoadHangs(after) || pathLoadHangs(after))
      expect(leavesLoop(warnings)).toBe(hangs)
    }),
    { numRuns: 2000 }
  )
})

import { decodeHead, decodeNode } from '@shared/domain/model/decode'
import { rowOf, type StoreModel, type StoreRow } from '@shared/domain/state/store-model'
import type { Step } from './plan'

/**
 * Plays the steps of a plan on a store in memory, so that what lash would compute afterwards can be told beforehand.
 * Steps on blobs and on the file change nothing that a model holds; steps that bring rows back from a rescue store are
 * not played, since those rows are not at hand.
 */
export function playSteps(model: StoreModel, steps: readonly Step[]): StoreModel {
  return steps.reduce(playStep, model)
}

function playStep(model: StoreModel, step: Step): StoreModel {
  switch (step.op) {
    case 'tombstone':
      return marked(model, step.ids, true)
    case 'restore':
      return marked(model, step.ids, false)
    case 'vacuum':
    case 'withdraw-rows': {
      const gone = new Set(step.ids)
      return { ...model, rows: model.rows.filter((row) => !gone.has(row.id)) }
    }
    case 'add-rows':
      return added(model, step.rows)
    case 'write-head': {
      const head = decodeHead(step.head_json)
      const revision = BigInt(step.revision) + 1n
      return head.ok ? { ...model, head: { ...head.value, head_revision: revision } } : model
    }
    default:
      return model
  }
}

function marked(model: StoreModel, ids: readonly string[], tombstoned: boolean): StoreModel {
  const named = new Set(ids)
  return { ...model, rows: model.rows.map((row) => (named.has(row.id) ? { ...row, tombstoned } : row)) }
}

function added(
  model: StoreModel,
  rows: readonly { readonly node_id: string; readonly node_json: string }[]
): StoreModel {
  const fresh = rows.flatMap(({ node_json }, at): StoreRow[] => {
    const node = decodeNode(node_json)
    return node.ok ? [rowOf(node.value, model.last_seq + BigInt(at + 1))] : []
  })
  return {
    ...model,
    rows: [...model.rows, ...fresh],
    last_seq: model.last_seq + BigInt(rows.length)
  }
}

import { parentPositions } from '@shared/domain/orphans/parents'
import { closeDownwards } from '@shared/domain/orphans/selection'
import type { StoreModel, StoreRow } from '@shared/domain/state/store-model'
import { type Decision, FREES_NOTHING, nothingToDo } from './decision'
import { loopWarnings } from './loops'
import type { PlanWarning, Step } from './plan'
import { playSteps } from './play'
import { counted } from './words'

/**
 * Takes the mark off tombstoned rows. A chosen row takes the tombstoned rows below it along, as pruning did. Rows that
 * would close a loop of parents are warned of (`loopWarnings`).
 * @param chosen column ids; undefined = all tombstoned rows
 */
export function planRestore(model: StoreModel, chosen: ReadonlySet<string> | undefined): Decision {
  const rows = restorable(model.rows, chosen)
  if (rows.length === 0) return nothingToDo('No tombstoned row is chosen, so there is nothing to restore.')
  const steps: Step[] = [{ op: 'restore', ids: rows.map((row) => row.id) }]
  return {
    steps,
    sentence: `Shows ${counted(rows.length, 'tombstoned row')} to the runtime again.`,
    done: `Showed ${counted(rows.length, 'tombstoned row')} to the runtime again.`,
    frees: FREES_NOTHING,
    warnings: [...loopWarnings(model, playSteps(model, steps)), ...cutOffWarning(model.rows, rows)]
  }
}

function cutOffWarning(all: readonly StoreRow[], restored: readonly StoreRow[]): PlanWarning[] {
  const live = new Set([...all.filter((row) => !row.tombstoned), ...restored].map((row) => row.id))
  const cut = restored.filter(
    ({ node }) => node?.parent_node_id !== undefined && !live.has(node.parent_node_id)
  )
  if (cut.length === 0) return []
  return [
    {
      code: 'still-cut-off',
      message: `${counted(cut.length, 'row')} will hang on a parent that is not live; restore or look at that parent as well.`
    }
  ]
}

function restorable(rows: readonly StoreRow[], chosen: ReadonlySet<string> | undefined): readonly StoreRow[] {
  const tombstoned = rows.filter((row) => row.tombstoned)
  if (chosen === undefined) return tombstoned
  const links = tombstoned.map((row) => row.node ?? { node_id: row.id })
  const selected = new Set([...tombstoned.keys()].filter((at) => chosen.has(tombstoned[at]?.id ?? '')))
  return closeDownwards(selected, parentPositions(links)).flatMap((at) => tombstoned[at] ?? [])
}

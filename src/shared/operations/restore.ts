import type { SessionNode } from '@shared/domain/model/node'
import { parentPositions } from '@shared/domain/orphans/parents'
import { closeDownwards } from '@shared/domain/orphans/selection'
import { type Decision, FREES_NOTHING, nothingToDo } from './decision'
import type { FactRow, GraphFacts } from './facts'
import { counted } from './words'

/**
 * Takes the mark off tombstoned rows. A chosen row takes the tombstoned rows below it along, as pruning did.
 * @param chosen column ids; undefined = all tombstoned rows
 */
export function planRestore(
  facts: GraphFacts<SessionNode>,
  chosen: ReadonlySet<string> | undefined
): Decision {
  const rows = restorable(facts.rows, chosen)
  if (rows.length === 0) return nothingToDo('No tombstoned row is chosen, so there is nothing to restore.')
  const live = new Set(facts.rows.filter((row) => !row.tombstoned).map((row) => row.id))
  for (const row of rows) live.add(row.id)
  const cut = rows.filter(({ node }) => node?.parent_node_id !== undefined && !live.has(node.parent_node_id))
  return {
    steps: [{ op: 'restore', ids: rows.map((row) => row.id) }],
    sentence: `Shows ${counted(rows.length, 'tombstoned row')} to the runtime again.`,
    frees: FREES_NOTHING,
    warnings:
      cut.length === 0
        ? []
        : [
            {
              code: 'still-cut-off',
              message: `${counted(cut.length, 'row')} will hang on a parent that is not live; restore or look at that parent as well.`
            }
          ]
  }
}

function restorable(
  rows: readonly FactRow<SessionNode>[],
  chosen: ReadonlySet<string> | undefined
): readonly FactRow<SessionNode>[] {
  const tombstoned = rows.filter((row) => row.tombstoned)
  if (chosen === undefined) return tombstoned
  const links = tombstoned.map((row) => row.node ?? { node_id: row.id })
  const selected = new Set([...tombstoned.keys()].filter((at) => chosen.has(tombstoned[at]?.id ?? '')))
  return closeDownwards(selected, parentPositions(links)).flatMap((at) => tombstoned[at] ?? [])
}

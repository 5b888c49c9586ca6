import type { NodeLinks } from '@shared/domain/graph/active-path'
import { isPlainNode } from '@shared/domain/model/canonical'
import { decodeNode } from '@shared/domain/model/decode'

export interface RowLinks {
  readonly node: NodeLinks
  /** The row holds a step of the mode `rlm`. */
  readonly rlm: boolean
}

/** The start of a row in the form lash writes, with ids that need no unescaping. */
const START =
  /^\{"node_id":"([^"\\]*)",(?:"parent_node_id":"([^"\\]*)",)?"timestamp":"[^"\\]*","kind":"(?:event","event":\{"Mode":\{"mode_id":"(rlm)")?/

/** Id and parent of a row, without building its body; undefined when lash does not decode it. */
export function rowLinks(json: string): RowLinks | undefined {
  const start = START.exec(json)
  if (start !== null && isPlainNode(json)) {
    const [, id = '', parent, rlm] = start
    return {
      node: parent === undefined ? { node_id: id } : { node_id: id, parent_node_id: parent },
      rlm: rlm !== undefined
    }
  }
  const decoded = decodeNode(json)
  if (!decoded.ok) return undefined
  const { value } = decoded
  const { node_id, parent_node_id } = value
  return {
    node: parent_node_id === undefined ? { node_id } : { node_id, parent_node_id },
    rlm: value.kind === 'event' && value.event.kind === 'Mode' && value.event.mode_id === 'rlm'
  }
}

import type { ActivePath } from '@shared/domain/graph/active-path'
import type { SessionNode } from '@shared/domain/model/node'
import type { Subtree } from './branches'
import type { ClassCounts, OrphanClass } from './classes'
import type { Likenesses } from './identity'
import type { Lookup, PathSteps } from './path-steps'

/** An orphan subtree with what it holds. */
export interface Branch extends Subtree, ClassCounts {
  /** Node id of its top. */
  readonly topId: string
  /** Bytes of the stored JSON of its nodes. */
  readonly bytes: number
  /** copy: copies only, its content is not lost with it. All else is work. */
  readonly class: 'copy' | 'work'
}

/** A row that lash does not load, though it is stored. */
export type LostRow = 'tombstoned' | 'undecodable'

/** What the reasons are found in. */
export interface OrphanContext extends PathSteps {
  readonly nodes: readonly SessionNode[]
  /** Whether a node is a step of a mode: told apart, so that no other has to be read for it. */
  readonly isModeStep: (position: number) => boolean
  /** By position, as `parentPositions` gives it. */
  readonly parents: Int32Array
  readonly classes: readonly (OrphanClass | undefined)[]
  readonly likenesses: Likenesses
  readonly path: ActivePath
  /** Stored node id → why lash does not load the row. */
  readonly lost: Lookup<string, LostRow>
}

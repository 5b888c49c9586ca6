import type { Fresh } from '@shared/domain/graph/fresh'
import { type CheckpointReading, hydrateCheckpoint } from '../store/checkpoint'
import type { Connection } from '../store/connection'
import { type HeadRow, readHead } from '../store/head'
import type { StoreLayout } from '../store/layout'
import { type MetaRow, readMeta } from '../store/meta'
import type { StoreFiles } from '../store/stamp'
import type { GraphColumns } from './columns'
import type { PlanWatch } from './watch'

/** The store as it is read now; a plan is made within one read of it. */
export interface PlanSource {
  readonly db: Connection
  readonly layout: StoreLayout
  readonly files: StoreFiles
  readonly path: string
  readonly fresh: Fresh
  readonly now: Date
  /** The verified graph, where it is at hand; whether it is still true is looked at. */
  readonly columns?: GraphColumns
  readonly watch?: PlanWatch
}

/** The session around the graph. */
export interface SessionFacts {
  readonly head: HeadRow | undefined
  readonly meta: MetaRow | undefined
  readonly checkpoint: CheckpointReading
}

/** Reads head, meta and checkpoint of a store. */
export function readSessionFacts({ db, layout }: PlanSource): SessionFacts {
  const head = readHead(db, layout)
  return {
    head,
    meta: readMeta(db, layout),
    checkpoint: hydrateCheckpoint(db, layout, head?.head?.checkpoint_ref)
  }
}

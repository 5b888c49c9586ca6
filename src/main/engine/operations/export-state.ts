import { readBlob } from '@shared/domain/blobs/content'
import { anyState } from '@shared/domain/model/codec/state'
import { stateFromStore } from '@shared/domain/state/load-state'
import { loadFullGraph } from '@shared/domain/state/store-load'
import { exportState } from '@shared/domain/state/transfer'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import type { Connection } from '../../store/connection'
import { readGraphModel } from '../../store/graph-model'
import type { StoreLayout } from '../../store/layout'
import { blobBytes, blobRows, usageRows } from '../../store/rows'
import { zlib } from '../../store/zlib'

export type StateShape = 'envelope' | 'persisted'

/**
 * The session state that the runtime would load from this store, as it would serialise it (store-format.md §8).
 * Values under keys that usually hold secrets are masked unless asked for.
 */
export function exportedState(
  db: Connection,
  layout: StoreLayout,
  shape: StateShape,
  secrets: boolean
): Result<string, AppError> {
  const blobs = blobRows(db, layout).flatMap(({ ref }): [string, Uint8Array][] => {
    const stored = blobBytes(db, layout, ref)
    return stored === undefined ? [] : [[ref, readBlob(stored, zlib).content]]
  })
  const usage = [...usageRows(db, layout)].flatMap(({ entry }) => entry ?? [])
  const model = { ...readGraphModel(db, layout), blobs: new Map(blobs), usage_deltas: usage }
  const session = loadFullGraph(model)
  if (session === undefined) {
    return err({
      code: 'no-head',
      message: 'lash finds no head in this store, so there is no session state to export.'
    })
  }
  const state = stateFromStore(session)
  const text =
    shape === 'envelope' ? anyState.envelope.write(exportState(state)) : anyState.persisted.write(state)
  return ok(secrets ? text : masked(text))
}

const SECRET =
  /^(?:.*_)?(?:api_?key|access_?token|refresh_?token|authorization|password|secret|credentials?)$/i
/** A string, and behind it the string that is its value where it is a key. Outside strings there are no quotes. */
const STRINGS = /"([^"\\]*(?:\\.[^"\\]*)*)"(:"[^"\\]*(?:\\.[^"\\]*)*")?/g

/** Masks within the text, so that the order of keys and the form of numbers stay. */
function masked(text: string): string {
  return text.replace(STRINGS, (whole: string, key: string, value: string | undefined) =>
    value !== undefined && value !== ':""' && SECRET.test(key) ? `"${key}":"•••"` : whole
  )
}

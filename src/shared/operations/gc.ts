import type { CheckpointManifest } from '@shared/domain/model/head'
import { type Decision, FREES_NOTHING, nothingToDo } from './decision'
import type { PlanWarning } from './plan'
import { bytesInWords, counted } from './words'

export interface StoredBlob {
  readonly hash: string
  /** Bytes of the row. */
  readonly bytes: number
}

/** What collecting blobs starts from. */
export interface BlobFacts {
  readonly blobs: readonly StoredBlob[]
  /** Whether lash finds a head; one that does not decode counts as none. */
  readonly head: 'none' | 'undecodable' | { readonly checkpoint_ref?: string }
  /** The head's manifest as lash reads it, which may be all defaults where its zlib is broken (store-format.md §13). */
  readonly manifest?: CheckpointManifest
  readonly manifestState: 'ok' | 'missing' | 'undecodable' | 'broken' | undefined
}

/** What the marking of `gc_unreachable` reaches: the root and what its manifest names, missing ones too (§10.3). */
export function reachableBlobs({ head, manifest }: BlobFacts): ReadonlySet<string> {
  const root = typeof head === 'string' ? undefined : head.checkpoint_ref
  if (root === undefined) return new Set()
  const { tool_state_ref, plugin_snapshot_ref, execution_state_ref } = manifest ?? {}
  const refs = [tool_state_ref, plugin_snapshot_ref, execution_state_ref]
  return new Set([root, ...refs.filter((ref) => ref !== undefined)])
}

/** Deletes the blobs that nothing reaches, exactly as lash would (store-format.md §10.3). */
export function planGc(facts: BlobFacts): Decision {
  const reachable = reachableBlobs(facts)
  const unreachable = facts.blobs.filter(({ hash }) => !reachable.has(hash))
  const warnings = hazards(facts, unreachable.length)
  const kept = counted(facts.blobs.length - unreachable.length, 'blob')
  if (unreachable.length === 0) {
    return nothingToDo(`The head reaches every blob (${kept}), so there is nothing to collect.`, warnings)
  }
  const bytes = unreachable.reduce((sum, blob) => sum + blob.bytes, 0)
  const went = counted(unreachable.length, 'blob')
  return {
    steps: [{ op: 'collect-blobs', hashes: unreachable.map(({ hash }) => hash) }],
    sentence: `Deletes ${went} that the head does not reach and keeps ${kept}. ${bytesInWords(bytes)} become free inside the file.`,
    done: `Deleted ${went} that the head did not reach and kept ${kept}. ${bytesInWords(bytes)} became free inside the file.`,
    frees: { ...FREES_NOTHING, blob_bytes: bytes },
    warnings
  }
}

function hazards({ head, manifestState, blobs }: BlobFacts, unreachable: number): PlanWarning[] {
  if (unreachable === 0) return []
  if (typeof head === 'string' || head.checkpoint_ref === undefined) {
    const why =
      head === 'undecodable'
        ? 'The head cannot be read'
        : head === 'none'
          ? 'There is no head'
          : 'The head names no checkpoint'
    return [
      {
        code: 'everything-goes',
        message: `${why}, so nothing is reachable: all ${counted(blobs.length, 'blob')} go, checkpoints of the session included.`
      }
    ]
  }
  const lost: Partial<Record<NonNullable<BlobFacts['manifestState']>, string>> = {
    broken:
      'The checkpoint manifest is corrupt (its zlib does not inflate). lash reads it as empty, so the tool state, plugin and execution snapshots it really names go as well.',
    undecodable:
      'The checkpoint manifest does not decode, so the snapshots it names are not reachable and go as well.',
    missing:
      'The checkpoint manifest is not stored, so the snapshots it named are not reachable and go as well.'
  }
  const message = manifestState === undefined ? undefined : lost[manifestState]
  return message === undefined ? [] : [{ code: `manifest-${manifestState}`, message }]
}

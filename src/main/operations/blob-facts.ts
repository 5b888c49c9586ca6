import type { BlobFacts } from '@shared/operations/gc'
import { blobRows } from '../store/rows'
import type { PlanSource, SessionFacts } from './source'

/** Blobs, head and manifest, for telling what the head reaches. */
export function blobFacts({ db, layout }: PlanSource, { head, checkpoint }: SessionFacts): BlobFacts {
  const manifestBlob = checkpoint.blobs.find(({ role }) => role === 'manifest')
  return {
    blobs: blobRows(db, layout).map(({ ref, storedBytes }) => ({ hash: ref, bytes: storedBytes })),
    head: head === undefined ? 'none' : (head.head ?? 'undecodable'),
    ...(checkpoint.checkpoint === undefined ? {} : { manifest: checkpoint.checkpoint }),
    manifestState: manifestBlob?.state
  }
}

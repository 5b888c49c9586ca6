import { checkpointFindings } from '@shared/domain/findings/checkpoint-findings'
import { sessionFindings } from '@shared/domain/findings/session-findings'
import type { CheckpointManifest } from '@shared/domain/model/head'
import type { HydratedCheckpoint } from '@shared/domain/model/state'
import type { BlobView, HeadReport } from '@shared/ipc/store'
import { type BlobState, hydrateCheckpoint } from '../../store/checkpoint'
import type { Connection } from '../../store/connection'
import { headFact } from '../../store/findings'
import { readHead } from '../../store/head'
import type { StoreLayout } from '../../store/layout'
import { readMeta } from '../../store/meta'
import { nodeCounts } from '../../store/rows'
import { blobText } from './blob-text'

const NAMES: Record<BlobState['role'], string> = {
  manifest: 'Checkpoint manifest',
  'tool-state': 'Tool state',
  'plugin-snapshot': 'Plugin snapshot',
  'execution-state': 'Execution state'
}

/**
 * Head, checkpoint and meta, decoded, with what is damaged.
 * @param live rows that are not tombstoned, where that is known already; counting them walks the whole table
 */
export function headReport(
  db: Connection,
  layout: StoreLayout,
  live: number = nodeCounts(db, layout).live
): HeadReport {
  const head = readHead(db, layout)
  const meta = readMeta(db, layout)?.meta ?? null
  const { checkpoint, blobs } = hydrateCheckpoint(db, layout, head?.head?.checkpoint_ref)
  const facts = {
    head: headFact(head),
    meta: meta ?? undefined,
    liveRows: live,
    oddUsageRows: []
  }
  return {
    revision: head === undefined ? null : String(head.revision),
    head: head?.head ?? null,
    headRaw: head?.json ?? null,
    meta,
    manifest: checkpoint === undefined ? null : manifestOf(checkpoint),
    blobs: blobs.map((blob) => blobView(db, layout, blob)),
    // a file without a table has no session that could be damaged
    findings: layout.era === 'none' ? [] : [...sessionFindings(facts), ...checkpointFindings(blobs)]
  }
}

/** The manifest without the contents it refers to: those are shown as blobs. */
function manifestOf({
  tool_state: _tools,
  plugin_snapshot: _plugins,
  execution_state: _execution,
  ...manifest
}: HydratedCheckpoint): CheckpointManifest {
  return manifest
}

function blobView(db: Connection, layout: StoreLayout, blob: BlobState): BlobView {
  return {
    ref: blob.ref,
    name: NAMES[blob.role],
    present: blob.state !== 'missing',
    bytes: blob.bytes,
    storedBytes: blob.storedBytes,
    compression: blob.envelope?.compression ?? 'None',
    content: blob.state === 'missing' ? null : blobText(db, layout, blob)
  }
}

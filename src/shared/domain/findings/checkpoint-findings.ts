import type { Finding } from './finding'

/** One blob that a head or its manifest refers to, and what became of it. */
export interface BlobFact {
  readonly ref: string
  readonly role: 'manifest' | 'tool-state' | 'plugin-snapshot' | 'execution-state'
  readonly state: 'ok' | 'missing' | 'undecodable' | 'broken'
}

const NAMES = {
  'tool-state': 'tool state',
  'plugin-snapshot': 'plugin snapshot',
  'execution-state': 'execution state',
  manifest: 'checkpoint manifest'
} as const

/** What is wrong with a checkpoint's blobs (store-format.md §10.1, §13). */
export function checkpointFindings(blobs: readonly BlobFact[]): Finding[] {
  return blobs.flatMap((blob) => (blob.role === 'manifest' ? manifestFinding(blob) : partFinding(blob)))
}

function manifestFinding({ ref, state }: BlobFact): Finding[] {
  switch (state) {
    case 'ok':
      return []
    case 'broken':
      return [
        {
          code: 'manifest-defaults',
          severity: 'damage',
          message:
            'The checkpoint manifest does not inflate. lash then reads its wrapping as a manifest of defaults: turn 0, no tool state, no plugins, no execution state, and collecting blobs deletes what it referred to. Do not collect blobs; the graph is safe.',
          ids: [ref]
        }
      ]
    default:
      return [
        {
          code: state === 'missing' ? 'manifest-missing' : 'manifest-undecodable',
          severity: 'damage',
          message: `The checkpoint manifest ${state === 'missing' ? 'is not among the blobs' : 'does not decode'}, so lash resumes without any checkpoint: turn, tool state, plugins and execution state are lost to it. The graph and the ledger are safe.`,
          ids: [ref]
        }
      ]
  }
}

const PART_DAMAGE = {
  missing: ['blob-missing', 'is not among the blobs'],
  undecodable: ['blob-undecodable', 'does not decode'],
  broken: ['blob-broken', 'does not inflate']
} as const

function partFinding({ ref, role, state }: BlobFact): Finding[] {
  if (state === 'ok') return []
  const [code, what] = PART_DAMAGE[state]
  return [
    {
      code,
      severity: 'damage',
      message: `The ${NAMES[role]} of the checkpoint ${what}. lash resumes without it and keeps the reference; the rest of the checkpoint, the graph and the ledger are safe.`,
      ids: [ref]
    }
  ]
}

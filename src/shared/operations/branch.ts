import { wrapBlob, type Zlib } from '@shared/domain/blobs/content'
import { DESCRIPTORS } from '@shared/domain/blobs/envelope'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { encode } from '@shared/domain/blobs/msgpack/shape'
import { DEFAULT_MODE_TURN_OPTIONS, NO_TOKENS } from '@shared/domain/model/codec/head'
import type { CheckpointManifest } from '@shared/domain/model/head'
import { toHex } from '@shared/hash/hex'
import { sha256Hex } from '@shared/hash/sha256'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import { type Decided, FREES_NOTHING, nothingToDo } from './decision'
import { type HeadFacts, type HeadGround, headStep, vanishWarning } from './head-step'
import type { PlanWarning, Step } from './plan'
import { counted } from './words'

export interface BranchAsk {
  /** The node to move to; null = before everything. */
  readonly leaf: string | null
  /** Move to before that node, which is its parent. */
  readonly before: boolean
  /** Keep tool, plugin and execution state under the new head, which the runtime does not do. */
  readonly keepCheckpoint: boolean
}

export interface CheckpointFacts {
  /** The head's manifest as lash reads it; absent where it finds none. */
  readonly manifest?: CheckpointManifest
  /** Hashes of all stored blobs. */
  readonly blobs: ReadonlySet<string>
  readonly zlib: Zlib
}

/**
 * Moves the head as `branch_to_node` with its commit does: leaf and revision, and a manifest of the turn state alone,
 * without the refs to tool, plugin and execution state (store-format.md §11.5). Rows stay as they are.
 */
export function planBranch(
  ground: HeadGround,
  facts: HeadFacts,
  checkpoint: CheckpointFacts,
  ask: BranchAsk
): Decided {
  const target = targetOf(ground, ask)
  if (!target.ok) return target
  const { leaf, pathLength } = target.value
  if (leaf === facts.head.leaf_node_id) return ok(nothingToDo('The head already points there.'))
  const { steps, warnings } = ask.keepCheckpoint
    ? { steps: [headStep(facts, { leaf })], warnings: [keptWarning] }
    : withoutRefs(facts, checkpoint, leaf)
  const where = leaf === undefined ? 'before the first node' : `to ${leaf}`
  return ok({
    steps,
    sentence: `Moves the head ${where}, which gives a path of ${counted(pathLength, 'node')}. No row changes.`,
    done: `Moved the head ${where}, which gave a path of ${counted(pathLength, 'node')}. No row changed.`,
    frees: FREES_NOTHING,
    warnings: [...warnings, ...vanishWarning(ground, pathLength)]
  })
}

interface Target {
  readonly leaf: string | undefined
  readonly pathLength: number
}

function targetOf(ground: HeadGround, { leaf, before }: BranchAsk): Result<Target, AppError> {
  if (leaf === null) return ok({ leaf: undefined, pathLength: 0 })
  const path = ground.pathTo(leaf)
  if (!path.ok) return path
  if (!before) return ok({ leaf, pathLength: path.value.length })
  const { parent } = path.value
  const pathLength = path.value.length - 1
  if (parent !== undefined && pathLength === 0) {
    return err({
      code: 'parent-lost',
      id: parent,
      message: `The node before ${leaf} is ${parent}, which is not live.`,
      advice: 'Choose a node whose parent can be read, or move before everything.'
    })
  }
  return ok({ leaf: parent, pathLength })
}

/** The manifest that the runtime's next commit after a branch would store: the turn state alone. */
export function manifestAfterBranch(manifest: CheckpointManifest | undefined): CheckpointManifest {
  return {
    turn_state: manifest?.turn_state ?? {
      turn_index: 0n,
      token_usage: NO_TOKENS,
      mode_turn_options: DEFAULT_MODE_TURN_OPTIONS
    }
  }
}

function withoutRefs(
  facts: HeadFacts,
  { manifest, blobs, zlib }: CheckpointFacts,
  leaf: string | undefined
): { steps: Step[]; warnings: PlanWarning[] } {
  const content = encode(checkpointManifest, manifestAfterBranch(manifest))
  const hash = sha256Hex(content)
  const row = wrapBlob(DESCRIPTORS.manifest, content, 'Balanced', zlib)
  const steps: Step[] = blobs.has(hash)
    ? []
    : [{ op: 'add-blobs', blobs: [{ hash, content_hex: toHex(row) }] }]
  steps.push(headStep(facts, { leaf, checkpointRef: hash }))
  return { steps, warnings: droppedWarnings(manifest) }
}

function droppedWarnings(manifest: CheckpointManifest | undefined): PlanWarning[] {
  const refs = [
    manifest?.tool_state_ref === undefined ? '' : 'tool state',
    manifest?.plugin_snapshot_ref === undefined ? '' : 'plugin snapshot',
    manifest?.execution_state_ref === undefined ? '' : 'execution state'
  ].filter((name) => name !== '')
  if (refs.length === 0) return []
  return [
    {
      code: 'checkpoint-dropped',
      message: `As the runtime does, the new head has no ${refs.join(', ')}. The old manifest and its blobs stay until blobs are collected; the receipt keeps them.`
    }
  ]
}

const keptWarning: PlanWarning = {
  code: 'checkpoint-kept',
  message:
    'The checkpoint stays: tools, plugins and globals of the branch left behind then stand under this head, which the runtime never does.'
}

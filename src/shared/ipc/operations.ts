import type { PlanKind, PlanWarning } from '@shared/operations/plan'
import { z } from 'zod'
import { request } from './request'

const store = z.number().int()
const row = z.number().int().nonnegative()

/** What a user asks a plan for. Rows are row indices of the current generation; the plan names ids. */
const planRequestSchema = z.discriminatedUnion('kind', [
  /** Tombstone these orphans and everything below them; `vacuum` adds the step that deletes them. */
  z.object({
    kind: z.literal('prune'),
    rows: z.array(row),
    vacuum: z.boolean(),
    /** The explicit yes to pruning where no path resolves. */
    noPath: z.boolean(),
    /** The second asking that pruning rlm history needs. */
    rlm: z.boolean()
  }),
  z.object({ kind: z.literal('restore'), rows: z.array(row) }),
  z.object({ kind: z.literal('vacuum') }),
  z.object({ kind: z.literal('gc') }),
  z.object({ kind: z.literal('compact') }),
  /** `leaf` null = as the runtime would choose. */
  z.object({ kind: z.literal('heal'), leaf: z.string().nullable() }),
  /** Move the head to a node, or to before it (`before`); `leaf` null = before the first node. */
  z.object({
    kind: z.literal('branch'),
    leaf: z.string().nullable(),
    before: z.boolean(),
    keepCheckpoint: z.boolean()
  }),
  z.object({
    kind: z.literal('append'),
    node: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('message'),
        role: z.enum(['User', 'Assistant', 'System']),
        text: z.string()
      }),
      z.object({ kind: z.literal('event'), json: z.string() }),
      z.object({ kind: z.literal('plugin'), pluginType: z.string(), body: z.string() })
    ]),
    requiresAncestor: z.string().nullable()
  }),
  /** Messages and calls, by row, that the model shall see next, in order. */
  z.object({ kind: z.literal('curate'), rows: z.array(row) })
])
export type PlanRequest = z.infer<typeof planRequestSchema>

/** A plan as it is shown; the engine keeps the whole under its id. */
export interface PlanView {
  readonly plan: number
  readonly kind: PlanKind
  readonly sentence: string
  readonly steps: readonly {
    readonly op: string
    readonly title: string
    readonly note: string
    /** Bytes given back inside the file or to the disk; 0 for tombstoning, negative for what a rescue store takes. */
    readonly bytes: number
    readonly count: number
  }[]
  /** What the runtime would compute, now and after: label, now, after. */
  readonly effects: readonly (readonly [label: string, now: string, after: string])[]
  /** Bytes that the plan gives back; of a prune without vacuum, `rows` is what the vacuum would. */
  readonly frees: { readonly rows: number; readonly blobs: number; readonly file: number }
  readonly warnings: readonly PlanWarning[]
  /** How to undo it, and until when without the receipt. */
  readonly undo: string
  /** Rows that change, for ghosts on the canvas. */
  readonly rows: Uint32Array
}

export interface AppliedView {
  readonly receipt: string
  /** What was done. */
  readonly sentence: string
  readonly left: readonly string[]
}

export interface ReceiptView {
  readonly receipt: string
  readonly kind: PlanKind
  readonly sentence: string
  readonly store: string
  readonly at: string
  readonly state: 'applied' | 'undone'
  readonly rescueBytes: number
  readonly rescuePath: string
}

/** A leaf that healing could choose, with the evidence for it. */
export interface LeafCandidate {
  readonly id: string
  readonly row: number
  readonly words: string
  readonly pathLength: number
  readonly time: number | null
  readonly asRuntime: boolean
  /** Plain facts: "matches the checkpoint's turn 6", "all 12 calls answered", "on an abandoned branch". */
  readonly evidence: readonly string[]
  readonly rank: number
}

/** The honest space meter: bytes that each step would give back, and where. */
export interface SpaceReport {
  readonly fileBytes: number
  readonly walBytes: number
  readonly freeBytes: number
  readonly tombstonedRows: number
  readonly tombstonedBytes: number
  readonly orphanBytes: number
  readonly blobs: number
  readonly blobBytes: number
  readonly unreachableBlobs: number
  readonly unreachableBytes: number
  /** How long a restore stays possible, in words. */
  readonly restoreUntil: string
}

/** Whether the store can be changed now, and if not why: asked when the plan panel opens. */
export interface WriterCheck {
  readonly free: boolean
  /** The store is in rollback-journal mode, where an idle holder cannot be seen: ask before applying. */
  readonly unproven: boolean
  readonly holder: string | null
  readonly readOnly: string | null
}

/** Requests that the engine process answers. */
export const operationRequests = {
  'plan/make': request<PlanView>()(z.object({ store, ask: planRequestSchema })),
  /** Stops the plan that is being made for a store; `plan/make` then answers `plan-stopped`. */
  'plan/cancel': request<null>()(z.object({ store })),
  'plan/text': request<string>()(z.object({ plan: z.number().int() })),
  'plan/apply': request<AppliedView>()(
    z.object({ plan: z.number().int(), unproven: z.boolean(), loop: z.boolean() })
  ),
  'plan/stop': request<null>()(z.object({ plan: z.number().int() })),
  'history/list': request<readonly ReceiptView[]>()(z.object({ store: store.nullable() })),
  'undo/plan': request<PlanView>()(z.object({ receipt: z.string() })),
  'heal/candidates': request<readonly LeafCandidate[]>()(z.object({ store })),
  /** Stops the looking for candidates; `heal/candidates` then answers `leaves-stopped`. */
  'heal/cancel': request<null>()(z.object({ store })),
  'space/read': request<SpaceReport>()(z.object({ store })),
  'writer/check': request<WriterCheck>()(z.object({ store })),
  'state/export': request<string>()(
    z.object({ store, shape: z.enum(['envelope', 'persisted']), secrets: z.boolean() })
  )
}

export type OperationRequests = typeof operationRequests

export interface OperationPushes {
  /** How far the looking for candidates of a store has come, in rows of its phase. */
  readonly 'heal/progress': {
    readonly store: number
    readonly phase: string
    readonly done: number
    readonly total: number
  }
  /** How far the plan that is being made for a store has come, in rows of its phase. */
  readonly 'plan/progress': {
    readonly store: number
    readonly phase: string
    readonly done: number
    readonly total: number
  }
  readonly 'operation/progress': {
    readonly plan: number
    readonly phase: string
    readonly done: number
    readonly total: number
  }
}

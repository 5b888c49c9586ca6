import { z } from 'zod'

/**
 * The life of a change: a plan is pure data that names exactly what will change and why; it is shown, kept as a file if
 * wanted, applied in one transaction against the state it was made from, and answered by a receipt that can undo it.
 */
export const planKinds = [
  'prune',
  'restore',
  'vacuum',
  'gc',
  'compact',
  'heal',
  'branch',
  'append',
  'curate',
  'undo'
] as const
export type PlanKind = (typeof planKinds)[number]

const ids = z.array(z.string())

const newRow = z.object({ node_id: z.string(), node_json: z.string() })
const newBlob = z.object({ hash: z.string(), content_hex: z.string() })

/** One step, by the words of the store: rows are named by their `node_id` column, blobs by their hash. */
export const stepSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('tombstone'), ids }),
  z.object({ op: z.literal('restore'), ids }),
  /** Delete tombstoned rows (lash's vacuum), only those named. */
  z.object({ op: z.literal('vacuum'), ids }),
  z.object({ op: z.literal('collect-blobs'), hashes: ids }),
  z.object({ op: z.literal('add-blobs'), blobs: z.array(newBlob) }),
  /** New rows at the end, in this order; SQLite gives the row numbers. */
  z.object({ op: z.literal('add-rows'), rows: z.array(newRow) }),
  /** Rows come back from a rescue store under their old row numbers, with the tombstone mark they had. */
  z.object({ op: z.literal('return-rows'), ids, from: z.string() }),
  z.object({ op: z.literal('return-blobs'), hashes: ids, from: z.string() }),
  /** Take away rows that an earlier apply added, unchanged since. */
  z.object({ op: z.literal('withdraw-rows'), ids }),
  /** Replace the head row; `revision` is what the head must have before, the step writes one more. */
  z.object({
    op: z.literal('write-head'),
    session: z.string(),
    leaf: z.string().nullable(),
    head_json: z.string(),
    revision: z.string()
  }),
  /** SQLite's VACUUM: outside any transaction, after commit; gives free pages back to the disk. */
  z.object({ op: z.literal('compact-file') })
])
export type Step = z.infer<typeof stepSchema>

/** What a plan was made from; compared inside the transaction before anything is written. */
export const stampSchema = z.object({
  live: z.number(),
  tombstoned: z.number(),
  last_seq: z.string(),
  blobs: z.number(),
  usage: z.number(),
  /** SHA-256 of the head row; null without one. */
  head: z.string().nullable(),
  /** SHA-256 of every row that the plan names, whole. */
  named: z.string(),
  /** SHA-256 of the steps, and of the yes that they take: what is applied is what was shown. */
  steps: z.string()
})
export type PlanStamp = z.infer<typeof stampSchema>

/** What a stamp says of the store; the rest is said of the plan. */
export type StoreStamp = Omit<PlanStamp, 'steps'>

/** What must be read back inside the transaction; anything else rolls it back. */
export const expectationSchema = z.object({
  live: z.number(),
  tombstoned: z.number(),
  blobs: z.number(),
  leaf: z.string().nullable(),
  revision: z.string().nullable()
})
export type Expectation = z.infer<typeof expectationSchema>

/** Bytes a plan gives back: inside the file (rows, blobs) and to the disk. Tombstoning alone gives back none. */
const freesSchema = z.object({
  row_bytes: z.number(),
  blob_bytes: z.number(),
  file_bytes: z.number()
})

export type Frees = z.infer<typeof freesSchema>

const warningSchema = z.object({ code: z.string(), message: z.string() })
export type PlanWarning = z.infer<typeof warningSchema>

export const planSchema = z
  .object({
    version: z.literal(1),
    kind: z.enum(planKinds),
    store: z.string(),
    session: z.string().nullable(),
    made_at: z.string(),
    /** One sentence that says what will happen. */
    sentence: z.string(),
    /** The same once it has happened, for the receipt; plans kept by older versions have only the other. */
    done: z.string().optional(),
    stamp: stampSchema,
    steps: z.array(stepSchema),
    expects: expectationSchema,
    /** Keys of CORE that change, with the values lash would compute afterwards; null also where it would compute none. */
    predicted: z.record(z.string(), z.unknown()),
    frees: freesSchema,
    warnings: z.array(warningSchema)
  })
  .transform((plan) => ({ ...plan, done: plan.done ?? plan.sentence }))
export type Plan = z.infer<typeof planSchema>

/** Every row id that the steps name and that must exist before them, each once, in order of first mention. */
export function namedIds(steps: readonly Step[]): string[] {
  const named = new Set<string>()
  for (const step of steps) {
    if (
      step.op === 'tombstone' ||
      step.op === 'restore' ||
      step.op === 'vacuum' ||
      step.op === 'withdraw-rows'
    ) {
      for (const id of step.ids) named.add(id)
    }
  }
  return [...named]
}

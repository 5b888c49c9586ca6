import type { AppendRequest } from '@shared/domain/model/state'
import type { BranchAsk } from '@shared/operations/branch'
import type { PruneRules } from '@shared/operations/prune-rules'

/** Which orphans to prune: all, those of a rule, or these rows (column ids or row numbers) with all below them. */
export type PruneChoice =
  | { readonly by: 'all' }
  | { readonly by: 'rules'; readonly rules: PruneRules }
  | { readonly by: 'hand'; readonly ids: ReadonlySet<string>; readonly rules: PruneRules | undefined }
  | { readonly by: 'seqs'; readonly seqs: readonly number[] }

/** What a plan is asked for. Rows are named by their `node_id` column, nodes by their id. */
export type PlanAsk =
  | {
      readonly kind: 'prune'
      readonly choice: PruneChoice
      readonly vacuum: boolean
      readonly noPath: boolean
      readonly rlm: boolean
    }
  /** `ids` undefined = every tombstoned row. */
  | { readonly kind: 'restore'; readonly ids: ReadonlySet<string> | undefined }
  | { readonly kind: 'vacuum' }
  | { readonly kind: 'gc' }
  | { readonly kind: 'compact' }
  /** `leaf` undefined = as the runtime would. */
  | { readonly kind: 'heal'; readonly leaf: string | undefined }
  | ({ readonly kind: 'branch' } & BranchAsk)
  | { readonly kind: 'append'; readonly request: AppendRequest }
  | { readonly kind: 'curate'; readonly nodes: readonly string[] }

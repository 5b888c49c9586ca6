import { buffersOf, type IndexPart } from '@shared/domain/columns/index-part'
import { type LikenessPart, likenessBuffers } from '@shared/domain/columns/likeness-part'
import type { Finding } from '@shared/domain/findings/finding'
import type { CanvasLayout } from '@shared/domain/layout/layout'
import type { WorkEstimate } from '@shared/domain/usage/work'
import type { AppError } from '@shared/ipc/request'
import type { BranchRow, ResidencyReport } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { fromSqliteError, type StoreError } from '../store/store-error'
import { type ExplainJob, explainBranches } from './explain-branches'
import { type LayoutJob, layOutRows, layoutBuffers } from './layout-job'
import { type FoundLeaf, findLeaves, type LeavesJob } from './operations/leaves-job'
import { makePlanJob, type PlanJob, type PlanMade } from './operations/plan-job'
import { makeUndoJob, type UndoJob, type UndoMade } from './operations/undo-job'
import { type Outline, type OutlineJob, readOutline } from './outline-job'
import { findTasks, type Task, type TasksJob } from './queries/agent-tasks'
import { type FindingsJob, findInGraph } from './queries/find-in-graph'
import { type ResidencyJob, readResidency } from './queries/residency'
import { type WorkJob, workIn } from './queries/work-in-graph'
import { type ScanJob, scanRows, type VerifyJob, verifyRows } from './scan-job'
import { type SearchJob, type SearchPart, searchRows } from './search/search-job'
import type { TextIndexFacts } from './search/text-index'
import { type TextIndexJob, textIndexStep } from './search/text-index-job'
import { readToolNames, type ToolNamesJob } from './search/tool-names'

/** Work that is done off the engine's own thread, by name, with what it gives. */
export interface JobMap {
  readonly scan: { readonly ask: ScanJob; readonly give: IndexPart }
  readonly layout: { readonly ask: LayoutJob; readonly give: CanvasLayout }
  readonly leaves: { readonly ask: LeavesJob; readonly give: Result<FoundLeaf[], AppError> }
  readonly outline: { readonly ask: OutlineJob; readonly give: Outline }
  readonly plan: { readonly ask: PlanJob; readonly give: Result<PlanMade, AppError> }
  readonly explain: { readonly ask: ExplainJob; readonly give: BranchRow[] }
  readonly findings: { readonly ask: FindingsJob; readonly give: Finding[] }
  readonly residency: { readonly ask: ResidencyJob; readonly give: ResidencyReport }
  readonly search: { readonly ask: SearchJob; readonly give: SearchPart }
  readonly 'text-index': { readonly ask: TextIndexJob; readonly give: TextIndexFacts }
  readonly 'tool-names': { readonly ask: ToolNamesJob; readonly give: string[] }
  readonly undo: { readonly ask: UndoJob; readonly give: Result<UndoMade, AppError> }
  readonly work: { readonly ask: WorkJob; readonly give: WorkEstimate }
  readonly tasks: { readonly ask: TasksJob; readonly give: Task[] }
  readonly verify: { readonly ask: VerifyJob; readonly give: LikenessPart }
}
export type Job = JobMap[keyof JobMap]['ask']
export type GiveOf<Ask extends Job> = JobMap[Ask['job']]['give']
type Give = JobMap[keyof JobMap]['give']

/** The result of a job and the buffers that can be handed over with it without a copy. */
export interface JobDone {
  readonly result: Result<Give, StoreError>
  readonly transfer: ArrayBuffer[]
}

/** Runs a job where it stands. Errors: what SQLite says of the store. */
export function runJob(job: Job): JobDone {
  try {
    return run(job)
  } catch (cause) {
    return { result: err(fromSqliteError(cause, job.path)), transfer: [] }
  }
}

function run(job: Job): JobDone {
  switch (job.job) {
    case 'scan': {
      const part = scanRows(job)
      return { result: ok(part), transfer: buffersOf(part) }
    }
    case 'explain':
      return { result: ok(explainBranches(job)), transfer: [] }
    case 'layout': {
      const layout = layOutRows(job)
      return { result: ok(layout), transfer: layoutBuffers(layout) }
    }
    case 'leaves':
      return { result: ok(findLeaves(job)), transfer: [] }
    case 'outline':
      return { result: ok(readOutline(job)), transfer: [] }
    case 'plan':
      return { result: ok(makePlanJob(job)), transfer: [] }
    case 'findings':
      return { result: ok(findInGraph(job)), transfer: [] }
    case 'residency':
      return { result: ok(readResidency(job)), transfer: [] }
    case 'search': {
      const part = searchRows(job)
      return { result: ok(part), transfer: [part.seqs.buffer] }
    }
    case 'text-index':
      return { result: ok(textIndexStep(job)), transfer: [] }
    case 'tool-names':
      return { result: ok(readToolNames(job)), transfer: [] }
    case 'tasks':
      return { result: ok(findTasks(job)), transfer: [] }
    case 'undo':
      return { result: ok(makeUndoJob(job)), transfer: [] }
    case 'work':
      return { result: ok(workIn(job)), transfer: [] }
    case 'verify': {
      const part = verifyRows(job)
      return { result: ok(part), transfer: likenessBuffers(part) }
    }
  }
}

/** What a thread sends back; `bug` is what a job threw. */
export type JobAnswer = { readonly result: JobDone['result'] } | { readonly bug: unknown }

import { buffersOf, type IndexPart } from '@shared/domain/columns/index-part'
import { type LikenessPart, likenessBuffers } from '@shared/domain/columns/likeness-part'
import type { Finding } from '@shared/domain/findings/finding'
import type { CutGraph, ReadLayout, RunsLayout } from '@shared/domain/layout/layout'
import type { WorkEstimate } from '@shared/domain/usage/work'
import type { AppError } from '@shared/ipc/request'
import type { BranchRow, ResidencyReport } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { type ScanJob, scanRows, type VerifyJob, verifyRows } from '../store/scan-rows'
import { fromSqliteError, type StoreError } from '../store/store-error'
import type { ExplainJob } from './explain-branches'
import {
  type CardsJob,
  type CutJob,
  cutRows,
  layOutCards,
  layOutRuns,
  layoutBuffers,
  type RunsJob
} from './layout-job'
import type { FoundLeaf, LeavesJob } from './operations/leaves-job'
import type { PlanJob, PlanMade } from './operations/plan-job'
import type { UndoJob, UndoMade } from './operations/undo-job'
import type { Outline, OutlineJob } from './outline-job'
import type { Task, TasksJob } from './queries/agent-tasks'
import type { FindingsJob } from './queries/find-in-graph'
import type { ResidencyJob } from './queries/residency'
import type { WorkJob } from './queries/work-in-graph'
import type { SearchJob, SearchPart } from './search/search-job'
import type { TextIndexFacts } from './search/text-index'
import type { TextIndexJob } from './search/text-index-job'
import type { ToolNamesJob } from './search/tool-names'

/** Work that is done off the engine's own thread, by name, with what it gives. */
export interface JobMap {
  readonly scan: { readonly ask: ScanJob; readonly give: IndexPart }
  readonly cut: { readonly ask: CutJob; readonly give: CutGraph }
  readonly cards: { readonly ask: CardsJob; readonly give: ReadLayout }
  readonly runs: { readonly ask: RunsJob; readonly give: RunsLayout }
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
/** Work that nobody waits for while a store is being opened. */
export type LaterJob = Exclude<Job, ScanJob | CutJob | CardsJob | RunsJob | VerifyJob>
export type GiveOf<Ask extends Job> = JobMap[Ask['job']]['give']
type Give = JobMap[keyof JobMap]['give']

/** The result of a job and the buffers that can be handed over with it without a copy. */
export interface JobDone {
  readonly result: Result<Give, StoreError>
  readonly transfer: ArrayBuffer[]
}

/** Runs a job where it stands. Errors: what SQLite says of the store. */
export async function runJob(job: Job): Promise<JobDone> {
  try {
    return await run(job)
  } catch (cause) {
    return { result: err(fromSqliteError(cause, job.path)), transfer: [] }
  }
}

/** What opening a store waits for stands here; what serves the rest is loaded when it is first asked for. */
async function run(job: Job): Promise<JobDone> {
  switch (job.job) {
    case 'scan': {
      const part = scanRows(job)
      return { result: ok(part), transfer: buffersOf(part) }
    }
    case 'cut':
      return { result: ok(cutRows(job)), transfer: [] }
    case 'cards': {
      const read = layOutCards(job)
      return { result: ok(read), transfer: layoutBuffers(read) }
    }
    case 'runs': {
      const runs = layOutRuns(job)
      return { result: ok(runs), transfer: layoutBuffers(runs) }
    }
    case 'verify': {
      const part = verifyRows(job)
      return { result: ok(part), transfer: likenessBuffers(part) }
    }
    default: {
      const { runLaterJob } = await import('./later-jobs')
      return runLaterJob(job)
    }
  }
}

/** What a thread sends back; `bug` is what a job threw. */
export type JobAnswer = { readonly result: JobDone['result'] } | { readonly bug: unknown }

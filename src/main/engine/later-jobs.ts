import { ok } from '@shared/result'
import { explainBranches } from './explain-branches'
import type { JobDone, LaterJob } from './jobs'
import { findLeaves } from './operations/leaves-job'
import { makePlanJob } from './operations/plan-job'
import { makeUndoJob } from './operations/undo-job'
import { readOutline } from './outline-job'
import { findTasks } from './queries/agent-tasks'
import { findInGraph } from './queries/find-in-graph'
import { readResidency } from './queries/residency'
import { workIn } from './queries/work-in-graph'
import { searchRows } from './search/search-job'
import { textIndexStep } from './search/text-index-job'
import { readToolNames } from './search/tool-names'

/** Runs a job that is asked of a graph which is there already. */
export function runLaterJob(job: LaterJob): JobDone {
  switch (job.job) {
    case 'explain':
      return { result: ok(explainBranches(job)), transfer: [] }
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
  }
}

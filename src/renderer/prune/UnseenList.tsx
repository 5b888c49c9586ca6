import type { BranchRow } from '@shared/ipc/store'
import { Eye } from 'lucide-react'
import { useStore } from 'zustand'
import type { PlanAsk } from '../state/plan'
import { goOnUnseen, orphanBranches, pruneState } from '../state/prune'
import { openReader } from '../state/reader'
import { branchesResource } from '../state/resources'
import { Button } from '../ui/Controls'
import { countOf, formatCount } from '../ui/format'
import { boxOf } from './boxes'
import { selectBranch } from './look'
import { reasonWords } from './reasons'

const listed = 5

/** The chosen branches that hold something the path does not and that nobody has looked at yet. */
export function unseenOf(
  branches: readonly BranchRow[],
  chosen: Uint8Array | null,
  looked: ReadonlySet<number>
): readonly BranchRow[] {
  return branches.filter(
    (branch) => branch.unique > 0 && !looked.has(branch.topRow) && boxOf(branch, chosen) !== 'off'
  )
}

/** Asks for a look at what exists only here, before it can be hidden. */
export function UnseenList({ ask }: { readonly ask: PlanAsk }) {
  const { chosen, looked, unseen } = useStore(pruneState)
  useStore(branchesResource.state)
  if (ask.kind !== 'prune') return null
  const left = unseenOf(orphanBranches(), chosen, looked)
  if (left.length === 0) return null
  return (
    <section className="section unseen" aria-label="Look first">
      <p>
        <Eye size={14} aria-hidden="true" />
        <span>
          <b>{countOf(left.length, 'branch', 'branches')}</b> {left.length === 1 ? 'holds' : 'hold'} something
          that exists nowhere else. Have a look first.
        </span>
      </p>
      <ul>
        {left.slice(0, listed).map((branch) => (
          <li key={branch.topRow}>
            <span className="cut" title={branch.evidence}>
              {branch.lastWords === '' ? reasonWords(branch.reason) : branch.lastWords}
            </span>
            <Button
              className="compact"
              onClick={() => {
                selectBranch(branch)
                openReader(branch.lastRow, branch.topRow)
              }}
            >
              Read
            </Button>
            <Button className="compact" onClick={() => selectBranch(branch)}>
              Look
            </Button>
          </li>
        ))}
        {left.length > listed && (
          <li className="faint">and {formatCount(left.length - listed)} more in the list below the canvas</li>
        )}
      </ul>
      <label className="tick small">
        <input type="checkbox" checked={unseen} onChange={(event) => goOnUnseen(event.target.checked)} />
        Go on without looking
      </label>
    </section>
  )
}

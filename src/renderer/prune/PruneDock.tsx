import './prune.css'
import type { BranchRow } from '@shared/ipc/store'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { passes } from '../state/branch-entries'
import { openStoreState } from '../state/open-store'
import { branchesOf, pruneState } from '../state/prune'
import { branchesResource } from '../state/resources'
import { ErrorNote } from '../ui/ErrorNote'
import { useNow } from '../ui/useNow'
import { BranchTable } from './BranchTable'
import { DockHead } from './DockHead'
import { LockDialog } from './LockDialog'

const none: readonly BranchRow[] = []

/** Everything off the path, one row a branch, in the place where other lenses have their ledger. */
export function PruneDock() {
  const orphans = useStore(branchesResource.state)
  const nodes = useStore(openStoreState, (store) => (store.kind === 'open' ? store.index?.nodes : undefined))
  const view = useStore(pruneState, (prune) => prune.view)
  const filter = useStore(pruneState, (prune) => prune.filter)
  const now = useNow()
  useEffect(branchesResource.load)
  const all = branchesOf(view, orphans.kind === 'ready' ? orphans.value : none, nodes)
  const listed = useMemo(() => all.filter((branch) => passes(filter, branch, now)), [all, filter, now])
  return (
    <section className="prune-dock" aria-label="Off the path">
      <DockHead all={all} listed={listed} now={now} />
      {view === 'orphans' && orphans.kind === 'failed' ? (
        <ErrorNote error={orphans.error} />
      ) : listed.length === 0 ? (
        <p className="dock-empty quiet">{emptyWords(view, all.length, orphans.kind === 'ready')}</p>
      ) : (
        <BranchTable branches={listed} now={now} />
      )}
      <LockDialog />
    </section>
  )
}

function emptyWords(view: 'orphans' | 'tombstones', all: number, read: boolean): string {
  if (all > 0) return 'Nothing here passes the filters. Take one off to see more.'
  if (view === 'tombstones') return 'No row is tombstoned: nothing is hidden, nothing waits for a vacuum.'
  return read ? 'Every node is on the path. There is nothing to prune.' : 'Reading what is off the path…'
}

import type { BranchRow } from '@shared/ipc/store'
import { Search } from 'lucide-react'
import { useStore } from 'zustand'
import { type PruneView, sumOf } from '../state/branch-entries'
import { openStoreState } from '../state/open-store'
import { branchesOf, chooseTops, copiesIn, filterEntries, pruneState, showList } from '../state/prune'
import { Button, Key, Segments } from '../ui/Controls'
import { countOf, formatBytes, formatCount } from '../ui/format'
import { FilterChips } from './FilterChips'
import { RuleMenu } from './RuleMenu'

const noBranches: readonly BranchRow[] = []

/** What the list holds, the one click for copies, rules and filters. */
export function DockHead({
  all,
  listed,
  now
}: {
  readonly all: readonly BranchRow[]
  readonly listed: readonly BranchRow[]
  readonly now: number
}) {
  const view = useStore(pruneState, (prune) => prune.view)
  const { nodes, bytes } = sumOf(listed)
  const branches = useStore(openStoreState, (store) =>
    store.kind === 'open' ? (store.index?.summary.branches ?? 0) : 0
  )
  const cut = view === 'orphans' && all.length > 0 && branches > all.length
  return (
    <header className="dock-head">
      <ListSwitch view={view} />
      <span
        className="figures quiet dock-sum"
        title={
          (cut ? `The largest of ${countOf(branches, 'branch', 'branches')}. ` : '') +
          `Listed: ${countOf(listed.length, 'branch', 'branches')}, ${countOf(nodes, 'node')}, ${formatBytes(bytes)}`
        }
      >
        {cut
          ? `${formatCount(all.length)} of ${formatCount(branches)}`
          : `${countOf(nodes, 'node')} · ${formatBytes(bytes)}`}
      </span>
      <span className="spacer" />
      <span className="choose-buttons">
        <CopiesButton all={all} cut={cut} />
        <RuleMenu all={all} listed={listed} cut={cut} now={now} />
      </span>
      <FilterChips all={all} />
      <label className="dock-search">
        <Search size={12} aria-hidden="true" />
        <input
          type="search"
          className="small"
          aria-label="Words in the list"
          placeholder="words"
          onChange={(event) => filterEntries({ text: event.target.value })}
        />
      </label>
      <span className="dock-keys small faint">
        <Key>Space</Key> choose <Key>O</Key> next
      </span>
    </header>
  )
}

/** Off the path, or tombstoned already; the second only where there is something. */
function ListSwitch({ view }: { readonly view: PruneView }) {
  const nodes = useStore(openStoreState, (store) => (store.kind === 'open' ? store.index?.nodes : undefined))
  const hidden = sumOf(branchesOf('tombstones', noBranches, nodes)).nodes
  if (hidden === 0 && view === 'orphans') return <h2>Off the path</h2>
  return (
    <>
      <h2 className="visually-hidden">{view === 'orphans' ? 'Off the path' : 'Tombstoned'}</h2>
      <Segments
        bar
        label="List"
        options={[
          ['orphans', 'Off the path'],
          ['tombstones', `Tombstoned ${formatCount(hidden)}`]
        ]}
        value={view}
        onChange={showList}
      />
    </>
  )
}

/** Branches that are only copies lose nothing: one click chooses them all. */
function CopiesButton({ all, cut }: { readonly all: readonly BranchRow[]; readonly cut: boolean }) {
  const graph = useStore(openStoreState, (store) => (store.kind === 'open' ? store.index?.nodes : undefined))
  const listed = all.filter((branch) => branch.class === 'copy')
  // small branches are copies more often than large ones, and a cut list holds the largest
  const { tops, nodes } =
    cut && graph !== undefined
      ? copiesIn(graph)
      : { tops: listed.map(({ topRow }) => topRow), nodes: sumOf(listed).nodes }
  if (nodes === 0) return null
  return (
    <Button
      className="compact"
      title="Branches that only repeat what the path holds: nothing is lost with them"
      onClick={() => chooseTops(tops)}
    >
      Choose {countOf(nodes, 'copy', 'copies')}
    </Button>
  )
}

import '../ui/menu.css'
import type { BranchRow } from '@shared/ipc/store'
import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useStore } from 'zustand'
import { noEntryFilter, passes, sumOf } from '../state/branch-entries'
import { chooseBranches, chooseNothing, isLocked, pruneState } from '../state/prune'
import { countOf } from '../ui/format'
import { ages, sizes } from './filters'
import { reasonWords } from './reasons'

interface Rule {
  readonly name: string
  readonly branches: readonly BranchRow[]
}

/** Chooses by rule: what is listed, all, by content, reason, age or size. Locked branches are never among them. */
export function RuleMenu({
  all,
  listed,
  cut,
  now
}: {
  readonly all: readonly BranchRow[]
  readonly listed: readonly BranchRow[]
  /** The store has more branches than the list holds. */
  readonly cut: boolean
  readonly now: number
}) {
  const view = useStore(pruneState, (prune) => prune.view)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button compact" disabled={all.length === 0}>
        By rule
        <ChevronDown size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <RuleItems rules={plainRules(all, listed, cut)} />
          {view === 'orphans' && (
            <>
              <Rules title="By content" rules={contentRules(all, cut, now)} />
              <Rules title="By reason" rules={reasonRules(all)} />
            </>
          )}
          <Rules title="By age" rules={ageRules(all, now)} />
          <Rules title="By size" rules={sizeRules(all, now)} />
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item className="menu-item" onSelect={chooseNothing}>
            Nothing
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Rules({ title, rules }: { readonly title: string; readonly rules: readonly Rule[] }) {
  return (
    <>
      <DropdownMenu.Separator className="menu-line" />
      <DropdownMenu.Label className="menu-label">{title}</DropdownMenu.Label>
      <RuleItems rules={rules} />
    </>
  )
}

function RuleItems({ rules }: { readonly rules: readonly Rule[] }) {
  const unlocked = useStore(pruneState, (prune) => prune.unlocked)
  return rules.map(({ name, branches }) => {
    const free = branches.filter((branch) => !isLocked(branch, unlocked))
    const { nodes } = sumOf(free)
    return (
      <DropdownMenu.Item
        key={name}
        className="menu-item"
        disabled={nodes === 0}
        onSelect={() => chooseBranches(free)}
      >
        <span className="cut">{name}</span>
        <span className="figures faint">{countOf(nodes, 'node')}</span>
      </DropdownMenu.Item>
    )
  })
}

const plainRules = (
  all: readonly BranchRow[],
  listed: readonly BranchRow[],
  cut: boolean
): readonly Rule[] => [
  { name: cut ? 'All of the list' : 'All of them', branches: all },
  ...(listed.length === all.length ? [] : [{ name: 'What the list shows', branches: listed }])
]

function contentRules(all: readonly BranchRow[], cut: boolean, now: number): readonly Rule[] {
  const having = (content: 'copies' | 'work') => (branch: BranchRow) =>
    passes({ ...noEntryFilter, content }, branch, now)
  return [
    // of a cut list the button beside this menu chooses them all
    ...(cut ? [] : [{ name: 'Only copies', branches: all.filter(having('copies')) }]),
    { name: 'Nothing that exists only here', branches: all.filter(({ unique }) => unique === 0) },
    { name: 'Work: anything but copies', branches: all.filter(having('work')) }
  ]
}

function reasonRules(all: readonly BranchRow[]): readonly Rule[] {
  const byReason = new Map<string, BranchRow[]>()
  for (const branch of all) {
    const known = byReason.get(branch.reason)
    if (known === undefined) byReason.set(branch.reason, [branch])
    else known.push(branch)
  }
  return [...byReason].map(([code, branches]) => ({ name: reasonWords(code), branches }))
}

const ageRules = (all: readonly BranchRow[], now: number): readonly Rule[] =>
  ages.map(([olderThanMs, name]) => ({
    name,
    branches: all.filter((branch) => passes({ ...noEntryFilter, olderThanMs }, branch, now))
  }))

const sizeRules = (all: readonly BranchRow[], now: number): readonly Rule[] =>
  sizes.map(([minBytes, name]) => ({
    name,
    branches: all.filter((branch) => passes({ ...noEntryFilter, minBytes }, branch, now))
  }))

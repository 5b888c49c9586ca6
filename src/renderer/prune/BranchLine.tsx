import type { BranchRow } from '@shared/ipc/store'
import { EyeOff, Lock } from 'lucide-react'
import { useStore } from 'zustand'
import { askForLock, isLocked, pruneState, toggleRow } from '../state/prune'
import { formatAge, formatBytes, formatCount, formatExactBytes, formatExactTime } from '../ui/format'
import { boxOf } from './boxes'
import { ChoiceBox } from './ChoiceBox'
import { holdsWords } from './columns'
import { selectBranch } from './look'
import { reasonWords } from './reasons'
import { useLastWords } from './useLastWords'

/** One branch of the list. A click shows it on the canvas, its box chooses it. */
export function BranchLine({
  id,
  index,
  top,
  branch,
  now,
  active
}: {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly branch: BranchRow
  readonly now: number
  readonly active: boolean
}) {
  const box = useStore(pruneState, ({ chosen }) => boxOf(branch, chosen))
  const locked = useStore(pruneState, ({ unlocked }) => isLocked(branch, unlocked))
  const words = useLastWords(branch)
  const onlyHere = branch.unique > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    // biome-ignore lint/a11y/useSemanticElements: a row of a grid that is not in the page as a whole
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its rows are named by it
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={box === 'on'}
      className={`branch-line${box === 'off' ? '' : ' chosen'}${active ? ' active' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => selectBranch(branch)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space in the grid */}
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of that grid */}
      <div
        role="gridcell"
        tabIndex={-1}
        title={locked ? 'Kept unless asked twice' : undefined}
        onClick={(event) => {
          event.stopPropagation()
          selectBranch(branch)
          if (locked) askForLock(branch.topRow)
          else toggleRow(branch.topRow)
        }}
      >
        {locked ? <Lock size={14} className="faint" aria-hidden="true" /> : <ChoiceBox state={box} />}
        <span className="visually-hidden">
          {locked ? 'locked' : { on: 'chosen', off: 'not chosen', mixed: 'partly chosen' }[box]}
        </span>
      </div>
      <Cell className="cut" title={branch.evidence}>
        {reasonWords(branch.reason)}
      </Cell>
      <Cell className={onlyHere ? 'cut holds only-here' : 'cut holds'} title={contentWords(branch)}>
        {holdsWords(branch)}
        {branch.tombstoned > 0 && branch.reason !== 'tombstoned' && (
          <EyeOff
            size={12}
            aria-label={`${branch.tombstoned} tombstoned below`}
            className="branch-tombstoned"
          />
        )}
      </Cell>
      <Cell className="figures end">{formatCount(branch.nodes)}</Cell>
      <Cell className="figures end" title={formatExactBytes(branch.bytes)}>
        {formatBytes(branch.bytes)}
      </Cell>
      <Cell className="figures end" title={formatExactTime(branch.time)}>
        {formatAge(branch.time, now)}
      </Cell>
      <Cell className="cut quiet" title={words}>
        <span dir="auto">{words}</span>
      </Cell>
    </div>
  )
}

function Cell({
  className,
  title,
  children
}: {
  readonly className: string
  readonly title?: string
  readonly children: React.ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of that grid
    <div role="gridcell" tabIndex={-1} className={className} title={title}>
      {children}
    </div>
  )
}

const contentWords = ({ unique, variants, copies }: BranchRow): string =>
  `${formatCount(unique)} only here, ${formatCount(variants)} other versions, ${formatCount(copies)} copies`

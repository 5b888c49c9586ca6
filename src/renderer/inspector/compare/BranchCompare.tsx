import './branch-compare.css'
import { type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import type { BranchComparison, ComparedLine } from '@shared/ipc/store'
import { useVirtualizer } from '@tanstack/react-virtual'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useCard, wantCards } from '../../graph/cards'
import { currentGraph } from '../../graph/graph'
import { branchCompareState } from '../../state/branch-compare'
import { goToRow } from '../../state/view'
import { kindNames } from '../../theme/kinds'
import { IconButton } from '../../ui/Controls'
import { countOf, formatBytes } from '../../ui/format'
import { KindPlate } from '../../ui/KindPlate'
import { Loaded } from '../../ui/Panel'
import { PlainText } from '../../ui/PlainText'

/** A branch beside the path, line by line from where they part. */
export function BranchCompare({ onDone }: { readonly onDone: () => void }) {
  const comparison = useStore(branchCompareState, (state) => state.comparison)
  return (
    <>
      <div className="dialog-head">
        <h2>The path and this branch</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      <Loaded resource={comparison}>{(value) => <Compared value={value} onDone={onDone} />}</Loaded>
    </>
  )
}

interface Part {
  readonly value: BranchComparison
  readonly onDone: () => void
}

/** Texts that are equal take one line, any others two; px, the rule above the line included. */
const heights = { same: 33, variant: 49, other: 49 } as const
/** What sticks above the lines, px. */
const headHeight = 28

function Compared({ value, onDone }: Part) {
  const { fork, pathLeft, branchLeft } = value
  const lines: readonly ComparedLine[] =
    fork === null ? value.lines : [{ path: fork, branch: fork, relation: 'same' }, ...value.lines]
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.relation ?? 'other'],
    paddingStart: headHeight,
    overscan: 8
  })
  const visible = virtual.getVirtualItems()
  useEffect(() => {
    const graph = currentGraph()
    const rows = visible.flatMap(({ index }) => [lines[index]?.path ?? [], lines[index]?.branch ?? []].flat())
    if (graph !== null) wantCards(graph, rows)
  })
  return (
    <>
      <p className="compare-words quiet">{comparedWords(value)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className="compare-scroll" aria-label="Compared nodes" tabIndex={0}>
        <table className="compare-table" aria-rowcount={lines.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">The path</th>
              <th scope="col">This branch</th>
            </tr>
          </thead>
          <tbody>
            <Gap height={(visible[0]?.start ?? headHeight) - headHeight} />
            {visible.map(({ index, size }) => {
              const line = lines[index]
              return line === undefined ? null : (
                <tr
                  key={`${line.path} ${line.branch}`}
                  aria-rowindex={index + 2}
                  className={line.relation}
                  style={{ height: size }}
                >
                  {index === 0 && fork !== null ? (
                    <Cell row={fork} onDone={onDone} mark="they part after this" span />
                  ) : (
                    <Line line={line} onDone={onDone} />
                  )}
                </tr>
              )
            })}
            <Gap height={virtual.getTotalSize() - (visible.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
        {pathLeft + branchLeft > 0 && (
          <p className="compare-words faint">
            {leftWords(pathLeft, 'of the path')}
            {pathLeft > 0 && branchLeft > 0 ? ' and ' : ''}
            {leftWords(branchLeft, 'of the branch')} not compared.
          </p>
        )}
      </section>
    </>
  )
}

/** Room for the lines that are out of sight. */
const Gap = ({ height }: { readonly height: number }) => (height > 0 ? <tr style={{ height }} /> : null)

const leftWords = (nodes: number, of: string): string =>
  nodes === 0 ? '' : `${countOf(nodes, 'more node')} ${of}`

const marks = { same: 'the same', variant: 'other version', other: '' } as const

const Line = ({ line, onDone }: { readonly line: ComparedLine; readonly onDone: () => void }) => (
  <>
    <Cell row={line.path} onDone={onDone} />
    <Cell row={line.branch} onDone={onDone} mark={marks[line.relation]} />
  </>
)

function Cell({
  row,
  onDone,
  mark = '',
  span = false
}: {
  readonly row: number | null
  readonly onDone: () => void
  readonly mark?: string
  readonly span?: boolean
}) {
  if (row === null) return <td />
  return (
    <td colSpan={span ? 2 : 1}>
      <button
        type="button"
        className="compare-node"
        onClick={() => {
          onDone()
          goToRow(row)
        }}
      >
        <NodeWords row={row} />
        {mark !== '' && <span className="small faint">{mark}</span>}
      </button>
    </td>
  )
}

function NodeWords({ row }: { readonly row: number }) {
  const card = useCard(row)
  const columns = currentGraph()?.columns
  const kind: NodeKind = card?.kind ?? nodeKinds[columns?.kind[row] ?? -1] ?? 'unknown'
  const text = card === undefined ? '' : card.text === '' ? card.note : card.text
  return (
    <>
      <KindPlate kind={kind} size={20} />
      <span className="compare-text">
        <span className="strong">{card?.label ?? kindNames[kind][0]}</span>{' '}
        <span>{kind === 'toolCall' ? text : <PlainText text={text} />}</span>
      </span>
      <span className="figures faint">{formatBytes(columns?.bytes[row] ?? 0)}</span>
    </>
  )
}

/** @returns what a comparison comes to, in a sentence or two */
export function comparedWords({ fork, lines }: BranchComparison): string {
  const count = (relation: ComparedLine['relation'], side: 'path' | 'branch'): number =>
    lines.filter((line) => line.relation === relation && line[side] !== null).length
  const parts: readonly (readonly [count: number, words: string])[] = [
    [count('same', 'path'), 'the same'],
    [count('variant', 'path'), 'in another version'],
    [count('other', 'path'), 'only on the path'],
    [count('other', 'branch'), 'only on the branch']
  ]
  const told = parts
    .filter(([nodes]) => nodes > 0)
    .map(([nodes, words]) => `${countOf(nodes, 'node')} ${words}`)
  const start = fork === null ? 'The branch begins at a root of its own' : 'After the node where they part'
  return `${start}: ${told.join(', ')}.`
}

import './branch-compare.css'
import { type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import type { BranchComparison, ComparedLine } from '@shared/ipc/store'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useCard, wantCards } from '../../graph/cards'
import { currentGraph } from '../../graph/graph'
import { branchCompareState } from '../../state/branch-compare'
import { goToRow } from '../../state/view'
import { kindNames } from '../../theme/kinds'
import { IconButton } from '../../ui/Controls'
import { countOf, formatBytes } from '../../ui/format'
import { KindPlate } from '../../ui/KindPlate'
import { PlainText } from '../../ui/PlainText'
import { Loaded } from '../Panel'

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

function Compared({ value, onDone }: Part) {
  const { fork, lines, pathLeft, branchLeft } = value
  useEffect(() => {
    const graph = currentGraph()
    const rows = lines.flatMap(({ path, branch }) => [path ?? [], branch ?? []].flat())
    if (graph !== null) wantCards(graph, fork === null ? rows : [fork, ...rows])
  }, [fork, lines])
  return (
    <>
      <p className="compare-words quiet">{comparedWords(value)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="compare-scroll" aria-label="Compared nodes" tabIndex={0}>
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">The path</th>
              <th scope="col">This branch</th>
            </tr>
          </thead>
          <tbody>
            {fork !== null && (
              <tr className="same">
                <Cell row={fork} onDone={onDone} span />
              </tr>
            )}
            {lines.map((line) => (
              <Line key={`${line.path} ${line.branch}`} line={line} onDone={onDone} />
            ))}
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

const leftWords = (nodes: number, of: string): string =>
  nodes === 0 ? '' : `${countOf(nodes, 'more node')} ${of}`

function Line({ line, onDone }: { readonly line: ComparedLine; readonly onDone: () => void }) {
  return (
    <tr className={line.relation}>
      <Cell row={line.path} onDone={onDone} />
      <Cell
        row={line.branch}
        onDone={onDone}
        mark={line.relation === 'same' ? 'the same' : line.relation === 'variant' ? 'other version' : ''}
      />
    </tr>
  )
}

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
        {span && <span className="small faint">they part after this</span>}
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

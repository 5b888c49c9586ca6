import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { BookOpen, Rows3 } from 'lucide-react'
import { useCallback } from 'react'
import { useStore } from 'zustand'
import { detailState } from '../state/detail'
import type { ShownStore } from '../state/open-store'
import { openReader } from '../state/reader'
import { selectNode } from '../state/selection'
import { Button, Door } from '../ui/Controls'
import { countOf } from '../ui/format'
import { PanelTitle, Section } from '../ui/Panel'
import { ContentTable } from './ContentTable'
import { rowsBetween } from './content'
import { Line } from './Links'
import { useContent } from './useContent'

/** An unbranched stretch of the graph. */
export function RunPanel({
  first,
  last,
  store
}: {
  readonly first: number
  readonly last: number
  readonly store: ShownStore
}) {
  const detail = useStore(detailState, (state) => state.detail)
  const nodes = store.index?.nodes
  const rows = useCallback((columns: NodeColumns) => rowsBetween(columns, first, last), [first, last])
  const content = useContent(nodes, rows)
  if (nodes === undefined || content === null) return <p className="inspector-empty faint">Reading…</p>
  const onPath = ((nodes.flags[last] ?? 0) & NodeFlag.onPath) !== 0
  const failed = content.failed === 0 ? '' : `, ${countOf(content.failed, 'failed call')}`
  return (
    <div className="inspector">
      <PanelTitle
        sign={<Rows3 size={20} aria-hidden="true" />}
        title={onPath ? 'Run on the path' : 'Run off the path'}
        sentence={`${countOf(content.nodes, 'node')} without a fork between them${failed}.`}
      >
        <div className="inspector-actions">
          <Button icon={BookOpen} onClick={() => openReader(last, first)}>
            Read
          </Button>
        </div>
      </PanelTitle>
      <Section title="Where">
        <dl className="facts links">
          <Line name="Begins at">
            <Door onClick={() => selectNode(first)}>its first node</Door>
          </Line>
          <Line name="Ends at">
            <Door onClick={() => selectNode(last)}>
              {detail.kind === 'ready' && detail.value.card.row === last
                ? detail.value.card.label
                : 'its last node'}
            </Door>
          </Line>
        </dl>
      </Section>
      <ContentTable content={content} />
    </div>
  )
}

import type { NodeDetail } from '@shared/ipc/store'
import { Copy } from 'lucide-react'
import { useStore } from 'zustand'
import { HistoricNote } from '../residency/HistoricNote'
import { detailState } from '../state/detail'
import { copyText } from '../state/notice'
import { kindNames } from '../theme/kinds'
import { Button } from '../ui/Controls'
import { JsonText } from '../ui/JsonText'
import { KindPlate } from '../ui/KindPlate'
import { Fold, Loaded, PanelTitle } from '../ui/Panel'
import { StateMark } from '../ui/StateMark'
import { BodyView } from './body/BodyView'
import { Links } from './Links'
import { NodeMenu } from './NodeMenu'

/** The selected node. */
export function NodePanel() {
  const detail = useStore(detailState, (state) => state.detail)
  return (
    <div className="inspector">
      <Loaded resource={detail}>{(node) => <NodeView node={node} />}</Loaded>
    </div>
  )
}

/** One node, whole: what it is, what it holds, what it is linked to, what is stored. */
function NodeView({ node }: { readonly node: NodeDetail }) {
  const { card, sentence, body, raw } = node
  const title = card.label === '' ? kindNames[card.kind][0] : card.label
  return (
    <>
      <PanelTitle
        sign={<KindPlate kind={card.kind} />}
        title={title}
        mono={card.kind === 'toolCall'}
        mark={
          <>
            <StateMark state={card.state} />
            <NodeMenu node={node} />
          </>
        }
        sentence={sentence}
      />
      <HistoricNote node={node} />
      <BodyView body={body} />
      <Links node={node} />
      {raw === null ? (
        <p className="inspector-empty faint">The stored value is not text, so there is no JSON to show.</p>
      ) : (
        <Fold
          title="Raw JSON"
          aside={
            <Button className="compact" icon={Copy} onClick={() => void copyText(raw, 'the JSON as stored')}>
              Copy
            </Button>
          }
        >
          {() => <JsonText text={raw} label="Raw JSON" />}
        </Fold>
      )}
    </>
  )
}

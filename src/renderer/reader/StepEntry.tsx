import type { NodeBody, TranscriptEntry } from '@shared/ipc/store'
import { ChevronDown, ChevronRight, CornerDownLeft } from 'lucide-react'
import { useState } from 'react'
import { Facts } from '../inspector/body/MessageBody'
import { kindNames } from '../theme/kinds'
import { JsonText } from '../ui/JsonText'
import { KindPlate } from '../ui/KindPlate'
import { StateMark } from '../ui/StateMark'
import type { EntryItem } from './items'

/** A tool call with its result, or a mechanical node, in one row that unfolds. */
export function StepEntry({
  entry,
  box
}: {
  readonly entry: TranscriptEntry
  readonly box: EntryItem['box']
}) {
  const [open, setOpen] = useState(false)
  const { card, body } = entry
  const name = card.label || kindNames[card.kind][0]
  const Chevron = open ? ChevronDown : ChevronRight
  const place = box === null ? 'first last' : `${box.first ? 'first' : ''} ${box.last ? 'last' : ''}`
  return (
    <div className={`step ${place}`}>
      <button type="button" className="step-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={14} aria-hidden="true" />
        <KindPlate kind={card.kind} size={20} />
        <span className={body.kind === 'tool' ? 'step-name code' : 'step-name'} title={name}>
          {name}
        </span>
        <span className="mono quiet cut step-text">{card.text}</span>
        {card.state === 'failed' || card.state === 'cancelled' ? (
          <StateMark state={card.state} />
        ) : (
          card.note !== '' && (
            <span className="mono quiet cut step-result">
              <CornerDownLeft size={12} aria-hidden="true" />
              {card.note}
            </span>
          )
        )}
      </button>
      {open && <StepBody body={body} />}
    </div>
  )
}

function StepBody({ body }: { readonly body: NodeBody }) {
  if (body.kind === 'tool') {
    return (
      <div className="step-sides">
        <div>
          <p className="small faint">Call</p>
          <div className="box">
            <JsonText text={body.args} label="Arguments of the call" />
          </div>
        </div>
        <div>
          <p className="small faint">Result</p>
          <div className="box">
            {body.facts.length > 0 ? <Facts facts={body.facts} /> : null}
            {(body.facts.length === 0 || body.status === 'success') && (
              <JsonText text={body.result} label="Result of the call" />
            )}
          </div>
        </div>
      </div>
    )
  }
  return (
    <div className="step-sides">
      <div className="box">
        <StepText body={body} />
      </div>
    </div>
  )
}

function StepText({ body }: { readonly body: NodeBody }) {
  switch (body.kind) {
    case 'mode':
      return <JsonText text={body.payload} label="Payload of the step" />
    case 'snapshot':
      return <JsonText text={body.data} label="Data of the snapshot" />
    case 'plugin':
      return <JsonText text={body.body} label="Body of the plugin's node" />
    case 'unreadable':
      return <p className="danger selectable">{body.reason}</p>
    default:
      return null
  }
}

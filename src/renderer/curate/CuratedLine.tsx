import type { NodeCard } from '@shared/ipc/store'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { ChoiceBox } from '../prune/ChoiceBox'
import type { CuratedRow } from '../state/curate'
import { shownStore } from '../state/open-store'
import { KindPlate } from '../ui/KindPlate'

/** One message or call: its box, what it is, its first words. */
export function CuratedLine({
  id,
  line,
  active,
  top,
  onPick,
  onToggle
}: {
  readonly id: string
  readonly line: CuratedRow
  readonly active: boolean
  readonly top: number
  readonly onPick: () => void
  readonly onToggle: () => void
}) {
  const card = useCardOf(line.row)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={line.on}
      className={`curate-line${active ? ' active' : ''}${line.on ? '' : ' off'}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPick}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Space in the list does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space in the list does the same */}
      <span
        className="curate-box"
        onClick={(event) => {
          event.stopPropagation()
          onPick()
          onToggle()
        }}
      >
        <ChoiceBox state={line.on ? 'on' : 'off'} />
      </span>
      <KindPlate kind={card?.kind ?? 'unknown'} size={20} />
      <span className="curate-words">
        <span className="small strong cut">{card?.label ?? ''}</span>
        <span className="small quiet cut" dir="auto">
          {card === null ? '…' : card.text || card.note}
        </span>
      </span>
    </div>
  )
}

function useCardOf(row: number): NodeCard | null {
  const [card, setCard] = useState<NodeCard | null>(null)
  useEffect(() => {
    const store = shownStore()?.overview.store
    if (store === undefined) return
    let gone = false
    void requestEngine('node/cards', { store, rows: [row] }).then((answer) => {
      if (!gone && answer.ok) setCard(answer.value[0] ?? null)
    })
    return () => {
      gone = true
    }
  }, [row])
  return card
}

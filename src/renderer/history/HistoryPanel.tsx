import './history.css'
import type { ReceiptView } from '@shared/ipc/operations'
import { useVirtualizer } from '@tanstack/react-virtual'
import { FolderOpen, History, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { requestMain } from '../bridge/main'
import { planTitle } from '../prune/plan-words'
import { chooseHistoryScope, historyState, loadHistory, planUndo } from '../state/history'
import { openStore, openStoreState } from '../state/open-store'
import { Button, Door, IconButton, Segments } from '../ui/Controls'
import { formatAgo, formatBytes, formatExactBytes, formatExactTime, shortenPath } from '../ui/format'
import { Loaded, PanelTitle } from '../ui/Panel'
import { useNow } from '../ui/useNow'
import { Words } from '../ui/Words'

/** The receipts of every change made here, newest first; each can be undone, and what it took away looked at. */
export function HistoryPanel() {
  const { scope, receipts } = useStore(historyState)
  useEffect(() => void loadHistory(), [])
  return (
    <section className="plan" aria-label="History">
      <PanelTitle
        sign={<History size={20} aria-hidden="true" />}
        title="History"
        sentence="What was changed from here. Every change left a receipt and a rescue store with all it took away."
      >
        <Segments
          bar
          label="Receipts of"
          options={[
            ['store', 'This store'],
            ['all', 'Every store']
          ]}
          value={scope}
          onChange={chooseHistoryScope}
        />
      </PanelTitle>
      <Loaded resource={receipts}>
        {(list) =>
          list.length === 0 ? (
            <p className="inspector-empty quiet">
              {scope === 'store'
                ? 'This store has not been changed from here.'
                : 'Nothing has been changed from here.'}
            </p>
          ) : (
            <Receipts receipts={list} withStore={scope === 'all'} />
          )
        }
      </Loaded>
    </section>
  )
}

function Receipts({
  receipts,
  withStore
}: {
  readonly receipts: readonly ReceiptView[]
  readonly withStore: boolean
}) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: receipts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 120,
    getItemKey: (index) => receipts[index]?.receipt ?? index,
    overscan: 4
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={scroller} className="receipts" aria-label="Receipts" tabIndex={0}>
      <ul style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const receipt = receipts[index]
          return receipt === undefined ? null : (
            <li
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className="receipt"
              style={{ transform: `translateY(${start}px)` }}
            >
              <ReceiptEntry receipt={receipt} withStore={withStore} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function ReceiptEntry({
  receipt,
  withStore
}: {
  readonly receipt: ReceiptView
  readonly withStore: boolean
}) {
  const now = useNow()
  const shown = useStore(openStoreState, (store) => (store.kind === 'open' ? store.path : null))
  const at = Date.parse(receipt.at)
  const undone = receipt.state === 'undone'
  return (
    <>
      <div className="receipt-head">
        <span className="strong">{planTitle(receipt.kind)}</span>
        {undone && <span className="chip">undone</span>}
        <span className="spacer" />
        <span className="small faint" title={formatExactTime(at)}>
          {formatAgo(at, now)}
        </span>
      </div>
      <p className={undone ? 'faint selectable' : 'quiet selectable'}>
        <Words text={receipt.sentence} />
      </p>
      {(withStore || receipt.store !== shown) && (
        <Door
          className="mono receipt-store cut"
          title={receipt.store}
          onClick={() => void openStore(receipt.store)}
        >
          {shortenPath(receipt.store)}
        </Door>
      )}
      <div className="receipt-foot">
        {!undone && (
          <Button className="compact" icon={Undo2} onClick={() => void planUndo(receipt)}>
            Undo…
          </Button>
        )}
        <Button className="compact" onClick={() => void openStore(receipt.rescuePath)}>
          Open what was kept
        </Button>
        <span className="figures faint" title={formatExactBytes(receipt.rescueBytes)}>
          {formatBytes(receipt.rescueBytes)}
        </span>
        <span className="spacer" />
        <IconButton
          icon={FolderOpen}
          size={14}
          label="Show the receipt in the file manager"
          onClick={() => void requestMain('shell/reveal', { path: receipt.receipt })}
        />
      </div>
    </>
  )
}

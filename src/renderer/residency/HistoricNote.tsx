import { NodeFlag } from '@shared/domain/columns/columns'
import type { NodeDetail } from '@shared/ipc/store'
import { useStore } from 'zustand'
import { fetchHistoric, residencyState } from '../state/residency'
import { Button } from '../ui/Controls'
import { formatBytes } from '../ui/format'

/** In a runtime that keeps the active path only: whether it would hold this node, and what fetching it gives. */
export function HistoricNote({ node }: { readonly node: NodeDetail }) {
  const pathOnly = useStore(residencyState, ({ residency }) => residency === 'active-path')
  const fetched = useStore(residencyState, (state) => state.fetched.get(node.card.id))
  if (!pathOnly || (node.flags & NodeFlag.onPath) !== 0) return null
  return (
    <section className="section">
      <p className="quiet">
        Not in memory in this residency. The runtime fetches such a node from the store on demand.
      </p>
      {fetched === undefined && (
        <Button className="compact" onClick={() => void fetchHistoric(node.card.id)}>
          Fetch it as the runtime does
        </Button>
      )}
      {fetched?.kind === 'loading' && <p className="faint">Fetching…</p>}
      {fetched?.kind === 'failed' && <p className="danger selectable">{fetched.error.message}</p>}
      {fetched?.kind === 'ready' && (
        <p>
          Fetched: {formatBytes(fetched.value.card.bytes)}, which the runtime holds only as long as it is
          looked at.
        </p>
      )}
    </section>
  )
}

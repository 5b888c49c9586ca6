import { Lock } from 'lucide-react'
import { useStore } from 'zustand'
import { keepLocked, pruneState, unlock } from '../state/prune'
import { branchesResource } from '../state/resources'
import { Button } from '../ui/Controls'
import { Dialog } from '../ui/Dialog'
import { countOf } from '../ui/format'
import { Words } from '../ui/Words'
import { selectBranch } from './look'

/** Asked before rlm history may be chosen at all: the path never holds it, so a prune is the end of it. */
export function LockDialog() {
  const asking = useStore(pruneState, (prune) => prune.asking)
  const branches = useStore(branchesResource.state)
  if (asking === null || branches.kind !== 'ready') return null
  const locked = branches.value.filter(({ rlm }) => rlm)
  const branch = locked.find(({ topRow }) => topRow === asking)
  if (branch === undefined) return null
  return (
    <Dialog label="Unlock the history of this session?" onClose={keepLocked}>
      <div className="dialog-head">
        <Lock size={16} aria-hidden="true" />
        <h2>Unlock the history of this session?</h2>
      </div>
      <div className="dialog-scroll lock-words">
        <p>
          <Words text={branch.evidence} />
        </p>
        <p className="quiet">
          In an rlm session the steps of earlier turns are never on the path: this branch of{' '}
          {countOf(branch.nodes, 'node')} is the only place that holds them. A rescue store keeps what is
          pruned; the store itself will have forgotten it.
        </p>
        <p className="quiet">Unlocking chooses nothing. Tick the branch afterwards if it shall go.</p>
        <div className="dialog-buttons">
          <Button tone="main" onClick={keepLocked} autoFocus>
            Keep it
          </Button>
          <Button
            onClick={() => {
              keepLocked()
              selectBranch(branch)
            }}
          >
            Look at it
          </Button>
          <span className="spacer" />
          {locked.length > 1 && (
            <Button onClick={() => unlock(locked.map(({ topRow }) => topRow))}>
              Unlock all {locked.length}
            </Button>
          )}
          <Button onClick={() => unlock([branch.topRow])}>Unlock this branch</Button>
        </div>
      </div>
    </Dialog>
  )
}

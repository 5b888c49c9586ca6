import { leavesLoop } from '@shared/operations/decision'
import { RotateCw, ShieldCheck, ShieldQuestion, TriangleAlert } from 'lucide-react'
import { useStore } from 'zustand'
import {
  applyPlan,
  checkWriter,
  confirmLoop,
  confirmUnproven,
  type MakingProgress,
  planAgain,
  planState,
  savePlan,
  stopApplying,
  stopMaking
} from '../state/plan'
import { allowNoPath, pruneState } from '../state/prune'
import { showSide } from '../state/side'
import { Button, IconButton } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'
import { formatAgo, formatCount, formatExactTime } from '../ui/format'
import { useNow } from '../ui/useNow'
import { PhaseLine } from './PhaseLine'
import { applyWords } from './plan-words'
import { useUnseen } from './UnseenList'

/** Who else has the store, what stands in the way, and the button that applies the plan. */
export function PlanFoot() {
  const applying = useStore(planState, (plan) => plan.applying)
  const made = useStore(planState, (plan) => plan.made)
  const error = useStore(planState, (plan) => plan.error)
  return (
    <footer className="plan-foot">
      {error !== null && <Refusal />}
      {made !== null ? (
        <MakingLine made={made} />
      ) : applying === null ? (
        <>
          <WriterLine />
          <Confirmations />
          <ApplyButtons />
        </>
      ) : (
        <ApplyingLine />
      )}
    </footer>
  )
}

/** Why there is no plan or why it was not applied, with the next step. */
function Refusal() {
  const error = useStore(planState, (plan) => plan.error)
  const asked = useStore(planState, (plan) => plan.ask?.kind)
  if (error === null) return null
  const noPath = error.code === 'no-path'
  return (
    <div className="plan-refusal">
      <ErrorNote error={error}>
        {noPath && (
          <Button tone="main" onClick={() => showSide('heal')}>
            Heal the head first
          </Button>
        )}
        {noPath && asked === 'prune' ? (
          <Button tone="danger" onClick={() => allowNoPath(true)}>
            Prune everything all the same
          </Button>
        ) : (
          <Button icon={RotateCw} onClick={planAgain}>
            Plan again
          </Button>
        )}
      </ErrorNote>
    </div>
  )
}

function WriterLine() {
  const check = useStore(planState, (plan) => plan.check)
  const checkedAt = useStore(planState, (plan) => plan.checkedAt)
  const now = useNow()
  if (check.kind === 'failed') return <p className="small danger">{check.error.message}</p>
  if (check.kind !== 'ready') return <p className="writer-line small faint">Looking for other writers…</p>
  const { free, holder, readOnly, unproven } = check.value
  const [Icon, tone, words] =
    readOnly !== null
      ? ([TriangleAlert, 'quiet', `Read only: ${readOnly}`] as const)
      : !free
        ? ([TriangleAlert, 'danger', `${holder ?? 'Another program'} has this store open`] as const)
        : !unproven
          ? ([ShieldCheck, 'verified', 'No other writer, store is at rest'] as const)
          : ([
              ShieldQuestion,
              'quiet',
              'No other writer seen, which proves nothing in this journal mode'
            ] as const)
  return (
    <div className="writer-line">
      <Icon size={16} className={tone} aria-hidden="true" />
      <span className={tone === 'danger' ? 'danger writer-words' : 'quiet writer-words'}>{words}</span>
      <span className="figures faint" title={formatExactTime(checkedAt)}>
        {formatAgo(checkedAt, Math.max(now, checkedAt))}
      </span>
      <IconButton icon={RotateCw} size={12} label="Check again" onClick={() => void checkWriter()} />
    </div>
  )
}

/** The explicit yes where nothing can be proven. */
function Confirmations() {
  const unproven = useStore(planState, (plan) => plan.unproven)
  const unprovable = useStore(planState, ({ check }) => check.kind === 'ready' && check.value.unproven)
  const error = useStore(planState, (plan) => plan.error)
  const asked = useStore(planState, (plan) => plan.ask?.kind)
  const noPath = useStore(pruneState, (prune) => prune.noPath)
  const loop = useStore(planState, (plan) => plan.loop)
  const loops = useStore(planState, ({ view }) => view !== null && leavesLoop(view.warnings))
  return (
    <>
      {asked !== undefined && (unprovable || error?.code === 'unproven') && (
        <label className="tick">
          <input
            type="checkbox"
            checked={unproven}
            onChange={(event) => confirmUnproven(event.target.checked)}
          />
          I have closed every session of this store
        </label>
      )}
      {loops && (
        <label className="tick danger">
          <input type="checkbox" checked={loop} onChange={(event) => confirmLoop(event.target.checked)} />I
          know that lash hangs on this store then
        </label>
      )}
      {asked === 'prune' && noPath && (
        <label className="tick danger">
          <input type="checkbox" checked onChange={() => allowNoPath(false)} />
          No path resolves: this prunes the whole session
        </label>
      )}
    </>
  )
}

function ApplyButtons() {
  const { view, making, check, ask, unproven, loop } = useStore(planState)
  const unseen = useStore(pruneState, (prune) => prune.unseen)
  const unlooked = useUnseen()
  if (view === null) return null
  const readOnly = check.kind === 'ready' && check.value.readOnly !== null
  const left = ask?.kind === 'prune' && !unseen ? unlooked.length : 0
  const unsure = check.kind === 'ready' && check.value.unproven && !unproven
  const hangs = leavesLoop(view.warnings) && !loop
  const { text, destroys } = applyWords(view)
  return (
    <div className="plan-buttons">
      {!readOnly && (
        <Button
          tone={destroys ? 'danger' : 'main'}
          className="apply"
          disabled={making || left > 0 || unsure || hangs}
          title={left > 0 ? `Look at ${formatCount(left)} first` : undefined}
          onClick={() => void applyPlan()}
        >
          {text}
        </Button>
      )}
      <Button onClick={() => void savePlan()} disabled={making}>
        Save plan
      </Button>
    </div>
  )
}

function ApplyingLine() {
  const applying = useStore(planState, (plan) => plan.applying)
  const stopping = useStore(planState, (plan) => plan.stopping)
  if (applying === null) return null
  return (
    <PhaseLine progress={applying}>
      <Button onClick={stopApplying} disabled={stopping || applying.phase === 'compacting'}>
        {stopping ? 'Stopping…' : 'Stop'}
      </Button>
      <span className="small faint">Until the commit a stop leaves the store as it was.</span>
    </PhaseLine>
  )
}

/** Shown once the making of a plan has lasted a moment. */
function MakingLine({ made }: { readonly made: MakingProgress }) {
  return (
    <PhaseLine progress={made}>
      <Button onClick={stopMaking}>Stop</Button>
      <span className="small faint">Nothing is written while a plan is made.</span>
    </PhaseLine>
  )
}

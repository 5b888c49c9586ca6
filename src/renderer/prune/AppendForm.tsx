import { shortenId } from '@shared/text/short-id'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { shownStore } from '../state/open-store'
import { makePlan, type PlanAsk } from '../state/plan'
import { showSide } from '../state/side'
import { Button, IconButton, Segments } from '../ui/Controls'
import { focusFirst } from '../ui/Dialog'

type Append = Extract<PlanAsk, { readonly kind: 'append' }>['node']
type Role = Extract<Append, { readonly kind: 'message' }>['role']

const kinds = [
  ['message', 'Message'],
  ['event', 'Event'],
  ['plugin', 'Plugin']
] as const
const roles: readonly (readonly [Role, string])[] = [
  ['User', 'User'],
  ['Assistant', 'Assistant'],
  ['System', 'System']
]

/** A node to append behind the leaf, as the runtime's own append takes it; the plan says what comes of it. */
export function AppendForm({ onDone }: { readonly onDone: () => void }) {
  const leaf = shownStore()?.overview.leaf ?? null
  const [kind, setKind] = useState<Append['kind']>('message')
  const [role, setRole] = useState<Role>('User')
  const [pluginType, setPluginType] = useState('')
  const [text, setText] = useState('')
  const [bound, setBound] = useState(leaf !== null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onDone()
    showSide('plan')
    void makePlan({
      kind: 'append',
      node: nodeOf(kind, role, pluginType, text),
      requiresAncestor: bound ? leaf : null
    })
  }
  const ready = text.trim() !== '' && (kind !== 'plugin' || pluginType.trim() !== '')
  return (
    <form onSubmit={submit} className="append-form">
      <div className="dialog-head">
        <h2>Append to the session</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      <div className="dialog-scroll append-fields">
        <Segments bar label="What to append" options={kinds} value={kind} onChange={setKind} />
        {kind === 'message' && <Segments bar label="Role" options={roles} value={role} onChange={setRole} />}
        {kind === 'plugin' && (
          <label className="append-field">
            <span className="small quiet">Type of the plugin node</span>
            <input
              className="field mono"
              value={pluginType}
              placeholder="for example notes.pinned"
              onChange={(event) => setPluginType(event.target.value)}
            />
          </label>
        )}
        <label className="append-field">
          <span className="small quiet">{fieldNames[kind]}</span>
          <textarea
            className={kind === 'message' ? 'field append-text' : 'field append-text mono'}
            rows={8}
            value={text}
            ref={focusFirst}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {leaf !== null && (
          <label className="tick">
            <input type="checkbox" checked={bound} onChange={(event) => setBound(event.target.checked)} />
            <span>
              Only while the leaf <span className="mono">{shortenId(leaf)}</span> is on the path
            </span>
          </label>
        )}
      </div>
      <div className="goto-foot">
        <span className="small faint">Nothing is written yet: you see the plan first.</span>
        <Button tone="main" type="submit" disabled={!ready}>
          Preview
        </Button>
      </div>
    </form>
  )
}

const fieldNames = {
  message: 'Text',
  event: 'The event as JSON',
  plugin: 'Body as JSON'
} as const

function nodeOf(kind: Append['kind'], role: Role, pluginType: string, text: string): Append {
  if (kind === 'message') return { kind, role, text }
  return kind === 'event' ? { kind, json: text } : { kind, pluginType: pluginType.trim(), body: text }
}

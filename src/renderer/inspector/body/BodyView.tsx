import './body.css'
import type { NodeBody } from '@shared/ipc/store'
import { JsonText } from '../../ui/JsonText'
import { Section } from '../../ui/Panel'
import { MessageBody } from './MessageBody'
import { ToolBody } from './ToolBody'

/** What a node holds, by what it is. */
export function BodyView({ body }: { readonly body: NodeBody }) {
  switch (body.kind) {
    case 'message':
      return <MessageBody message={body} />
    case 'tool':
      return <ToolBody tool={body} />
    case 'mode':
      return (
        <Section title="Mode step" note={`${body.mode} · ${body.step}`}>
          <div className="box">
            <JsonText text={body.payload} label="Payload of the step" />
          </div>
        </Section>
      )
    case 'snapshot':
      return <SnapshotBody snapshot={body} />
    case 'plugin':
      return (
        <Section title="Plugin" note={body.type}>
          <div className="box">
            <JsonText text={body.body} label="Body of the plugin's node" />
          </div>
        </Section>
      )
    case 'unreadable':
      return (
        <Section title="Why it cannot be read">
          <p className="danger selectable">{body.reason}</p>
        </Section>
      )
  }
}

function SnapshotBody({ snapshot }: { readonly snapshot: NodeBody & { kind: 'snapshot' } }) {
  return (
    <>
      <Section title="State" note={`version ${snapshot.version}`}>
        <div className="box">
          <JsonText text={snapshot.data} label="Data of the snapshot" />
        </div>
      </Section>
      {snapshot.files.length > 0 && (
        <Section title="Files" note={String(snapshot.files.length)}>
          <dl className="facts mono">
            {snapshot.files.map(([name, value]) => (
              <div key={name} className="facts-row">
                <dt>{name}</dt>
                <dd className="selectable">{value}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  )
}

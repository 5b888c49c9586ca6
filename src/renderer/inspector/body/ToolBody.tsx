import type { NodeBody } from '@shared/ipc/store'
import { formatBytes, formatDuration } from '../../ui/format'
import { JsonText } from '../../ui/JsonText'
import { Section } from '../../ui/Panel'
import { Facts } from './MessageBody'

const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** A tool call beside what came back: arguments, result or failure, how long it took. */
export function ToolBody({ tool }: { readonly tool: NodeBody & { kind: 'tool' } }) {
  const { args, result, facts, control, durationMs, attachments, callId } = tool
  return (
    <>
      <Section title="Call" {...(callId === null ? {} : { note: callId })}>
        <div className="box">
          <JsonText text={args} label="Arguments of the call" />
        </div>
      </Section>
      <Section title="Result" note={`${formatDuration(durationMs)} · ${formatBytes(byteLength(result))}`}>
        <div className="box">
          {facts.length > 0 && <Facts facts={facts} />}
          {(facts.length === 0 || tool.status === 'success') && (
            <JsonText text={result} label="Result of the call" />
          )}
        </div>
        {control !== null && <p className="quiet">Control: {control}</p>}
        {attachments.map((attachment) => (
          <p key={attachment} className="mono quiet">
            {attachment}
          </p>
        ))}
      </Section>
    </>
  )
}

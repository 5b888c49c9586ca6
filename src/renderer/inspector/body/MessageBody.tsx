import type { NodeBody, PartView } from '@shared/ipc/store'
import { formatBytes } from '../../ui/format'
import { isJson } from '../../ui/indent-json'
import { JsonText } from '../../ui/JsonText'
import { Markdown } from '../../ui/Markdown'
import { Section } from '../../ui/Panel'
import { titleOf } from './part-titles'

/** The parts of a message in their order. */
export function MessageBody({ message }: { readonly message: NodeBody & { kind: 'message' } }) {
  const { parts, origin, transient } = message
  return (
    <>
      {(origin !== null || transient) && (
        <Section title="Origin">
          <p className="quiet">{[origin, transient ? 'transient' : ''].filter(Boolean).join(', ')}</p>
        </Section>
      )}
      {parts.length === 0 && <p className="inspector-empty faint">This message has no parts.</p>}
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <PartSection key={index} part={part} />
      ))}
    </>
  )
}

function PartSection({ part }: { readonly part: PartView }) {
  const { kind, toolName, toolCallId, prune } = part
  const title = toolName === null ? titleOf(kind) : `${titleOf(kind)} · ${toolName}`
  const note = [toolCallId ?? '', prune ?? ''].filter((text) => text !== '').join(' · ')
  return (
    <Section title={title} {...(note === '' ? {} : { note })}>
      <PartText part={part} />
      <PartAttachment part={part} />
      {part.meta.length > 0 && <Facts facts={part.meta} />}
    </Section>
  )
}

/** Prose is Markdown; what a tool was given or gave back is code. */
export function PartText({ part }: { readonly part: PartView }) {
  if (part.text === '') return null
  if (part.toolCallId !== null || isJson(part.text)) {
    return (
      <div className="box">
        <JsonText text={part.text} label={titleOf(part.kind)} />
      </div>
    )
  }
  return <Markdown text={part.text} />
}

/** What is attached, in words: nothing of it is ever loaded. */
export function PartAttachment({ part }: { readonly part: PartView }) {
  if (part.attachment === null) return null
  const { type, bytes, label, id } = part.attachment
  return (
    <p className="mono quiet" title={id}>
      {[label, type, formatBytes(bytes)].filter(Boolean).join(', ')}
    </p>
  )
}

/** Names and values as the store has them. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="facts mono">
      {facts.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may occur twice
        <div key={index} className="facts-row">
          <dt>{name}</dt>
          <dd className="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

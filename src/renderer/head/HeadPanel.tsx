import './head.css'
import type { Finding } from '@shared/domain/findings/finding'
import type { ContextApproach, SessionHead, SessionMeta } from '@shared/domain/model/head'
import type { BlobView, HeadReport, PathEnd } from '@shared/ipc/store'
import { Copy, Flag } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { Line } from '../inspector/Links'
import { copyText } from '../state/notice'
import { openStoreState } from '../state/open-store'
import { headResource } from '../state/resources'
import { Button } from '../ui/Controls'
import { formatBytes, formatCount } from '../ui/format'
import { Id } from '../ui/Id'
import { JsonText } from '../ui/JsonText'
import { Fold, Loaded, PanelTitle, Section } from '../ui/Panel'
import { Words } from '../ui/Words'
import { CheckpointSections } from './CheckpointSections'
import { IdDoor } from './IdDoor'
import { lostLeafWords } from './lost-leaf'

/** Head, checkpoint and meta of the session, decoded, with what is missing or damaged. */
export function HeadPanel() {
  const report = useStore(headResource.state)
  useEffect(headResource.load)
  return (
    <div className="inspector">
      <Loaded resource={report}>{(value) => <HeadView report={value} />}</Loaded>
    </div>
  )
}

function HeadView({ report }: { readonly report: HeadReport }) {
  const { head, headRaw, meta, manifest, blobs, revision, findings } = report
  const path = useStore(openStoreState, (store) =>
    store.kind === 'open' ? store.index?.summary.path : undefined
  )
  return (
    <>
      <PanelTitle
        sign={<Flag size={20} aria-hidden="true" />}
        title="Head"
        mark={<span className="chip">{revision === null ? 'no head row' : `revision ${revision}`}</span>}
        sentence={headSentence(report, path)}
      />
      {findings.length > 0 && (
        <Section title={findings.some(isDamage) ? 'Damage' : 'Findings'}>
          {findings.map((finding) => (
            <p
              key={`${finding.code} ${finding.message}`}
              className={isDamage(finding) ? 'danger selectable' : 'quiet selectable'}
            >
              <Words text={finding.message} />
            </p>
          ))}
        </Section>
      )}
      {head !== null && <HeadSection head={head} />}
      <CheckpointSections manifest={manifest} />
      {blobs.map((blob) => (
        <BlobSection key={`${blob.name} ${blob.ref}`} blob={blob} />
      ))}
      {meta !== null && <MetaSection meta={meta} />}
      {headRaw !== null && (
        <Fold
          title="Raw JSON of the head"
          aside={
            <Button
              className="compact"
              icon={Copy}
              onClick={() => void copyText(headRaw, 'the head as stored')}
            >
              Copy
            </Button>
          }
        >
          {() => <JsonText text={headRaw} label="Raw JSON of the head" />}
        </Fold>
      )}
    </>
  )
}

const isDamage = ({ severity }: Finding): boolean => severity === 'damage'

function headSentence({ head, manifest, revision }: HeadReport, path: PathEnd | undefined): string {
  if (revision === null) return 'The store has no head: no session has been committed to it.'
  if (head === null) return 'The head is stored, but it cannot be decoded.'
  return `The last commit. It ${leafWords(head, path)} and ${
    manifest === null
      ? 'has no readable checkpoint'
      : `a checkpoint of turn ${manifest.turn_state.turn_index}`
  }.`
}

function leafWords({ leaf_node_id: leaf }: SessionHead, path: PathEnd | undefined): string {
  if (leaf === undefined) return 'names no leaf'
  return path?.kind === 'leaf-missing'
    ? `names a leaf that is ${lostLeafWords(path)}`
    : 'names the leaf of the active path'
}

function HeadSection({ head }: { readonly head: SessionHead }) {
  const { config, leaf_node_id: leaf, graph_node_count: count, checkpoint_ref: checkpoint } = head
  return (
    <Section title="Head and config">
      <dl className="facts links">
        <Line name="Session">
          <Id id={head.session_id} copy />
        </Line>
        <Line name="Leaf">{leaf === undefined ? 'none' : <IdDoor id={leaf} />}</Line>
        <Line name="Node count">{formatCount(count)}, as the last commit counted</Line>
        <Line name="Checkpoint">{checkpoint === undefined ? 'none' : <Id id={checkpoint} copy />}</Line>
        <Line name="Provider">{config.provider_id}</Line>
        <Line name="Model">
          {config.configured_model}
          {config.model_variant === undefined ? '' : `, ${config.model_variant}`}
        </Line>
        <Line name="Window">{formatCount(config.context_window)} tokens</Line>
        <Line name="Mode">{config.execution_mode}</Line>
        <Line name="Context">{approachWords(config.standard_context_approach)}</Line>
        <Line name="Ledger">{formatCount(head.token_ledger.length)} rows inside the head</Line>
      </dl>
    </Section>
  )
}

const approachWords = (approach: ContextApproach | undefined): string =>
  approach === undefined ? 'not stored' : approach.kind.replaceAll('_', ' ')

function MetaSection({ meta }: { readonly meta: SessionMeta }) {
  return (
    <Section title="Session meta">
      <dl className="facts links">
        <Line name="Name">{meta.session_name}</Line>
        <Line name="Session">
          <Id id={meta.session_id} copy />
        </Line>
        <Line name="Created">{meta.created_at}</Line>
        <Line name="Model">{meta.model}</Line>
        <Line name="Folder">
          <span className="mono">{meta.cwd ?? 'not stored'}</span>
        </Line>
        <Line name="Parent">
          {meta.parent_session_id === null ? 'none: a root session' : <Id id={meta.parent_session_id} copy />}
        </Line>
      </dl>
    </Section>
  )
}

function BlobSection({ blob }: { readonly blob: BlobView }) {
  const { name, present, bytes, storedBytes, compression, content, ref } = blob
  const note = present ? `${formatBytes(bytes)}, ${formatBytes(storedBytes)} stored` : 'missing'
  return (
    <Fold title={name} aside={<span className={present ? 'figures quiet' : 'small danger'}>{note}</span>}>
      {() => (
        <>
          <p className="mono faint">
            <Id id={ref} copy /> {compression}
          </p>
          {!present && <p className="danger">The blob that is named here is not in the store.</p>}
          {present && content === null && (
            <p className="danger">The blob is there, but it does not decode.</p>
          )}
          {content !== null && <JsonText text={content} label={name} />}
        </>
      )}
    </Fold>
  )
}

import type { SessionHead, SessionMeta } from '@shared/domain/model/head'
import type { Finding } from './finding'

/** Head, meta and ledger of a session, as far as they can be wrong. */
export interface SessionFacts {
  readonly head:
    | { readonly kind: 'none' }
    | { readonly kind: 'undecodable'; readonly reason: string }
    | { readonly kind: 'decoded'; readonly head: SessionHead; readonly revision: bigint }
  readonly meta: SessionMeta | undefined
  readonly liveRows: number
  /** Row numbers of ledger rows that lash passes over, because a value has the wrong type. */
  readonly oddUsageRows: readonly number[]
}

/** Everything wrong or notable about a session's head, meta and ledger. */
export function sessionFindings(facts: SessionFacts): Finding[] {
  return [...headFindings(facts), ...metaFindings(facts), ...usageFindings(facts)]
}

function headFindings({ head, meta, liveRows }: SessionFacts): Finding[] {
  switch (head.kind) {
    case 'none':
      return liveRows > 0 ? [headMissing(liveRows)] : meta === undefined ? [NO_SESSION] : []
    case 'undecodable':
      return [
        {
          code: 'head-undecodable',
          severity: 'damage',
          message: `lash cannot decode the head (${head.reason}) and acts as if there were none: the next commit without an expected revision starts again at 1. The ${liveRows} live rows are safe until then.`,
          ids: []
        }
      ]
    case 'decoded':
      return decodedHeadFindings(head.head, head.revision, liveRows)
  }
}

const NO_SESSION: Finding = {
  code: 'empty-store',
  severity: 'note',
  message:
    'The store has its tables but no session: lash opened it and wrote nothing. That is normal for a start that came to nothing; it may be deleted.',
  ids: []
}

function headMissing(liveRows: number): Finding {
  return {
    code: 'head-missing',
    severity: 'damage',
    message: `There are ${liveRows} live rows but no head, so lash loads nothing. The rows are safe until something is committed; only then could a full rewrite delete them.`,
    ids: []
  }
}

function decodedHeadFindings(head: SessionHead, revision: bigint, liveRows: number): Finding[] {
  const findings: Finding[] = []
  if (head.head_revision !== revision) {
    findings.push({
      code: 'revision-differs',
      severity: 'note',
      message: `The head says revision ${head.head_revision} in its JSON and ${revision} in its column. lash goes by the column; the next commit makes them agree.`,
      ids: []
    })
  }
  if (head.graph_node_count !== BigInt(liveRows)) {
    findings.push({
      code: 'node-count-stale',
      severity: 'note',
      message: `The head counts ${head.graph_node_count} nodes, but ${liveRows} rows are live. Nothing depends on the count, and the next commit corrects it.`,
      ids: []
    })
  }
  return findings
}

function metaFindings({ head, meta }: SessionFacts): Finding[] {
  if (meta === undefined) {
    return head.kind === 'none'
      ? []
      : [
          {
            code: 'meta-missing',
            severity: 'warning',
            message:
              'There is no session_meta row, so lists do not show the session and no name, time or parent is known. Head and nodes are safe; lash writes the row anew when it opens the store by its session id.',
            ids: []
          }
        ]
  }
  if (head.kind !== 'decoded' || head.head.session_id === meta.session_id) return []
  return [
    {
      code: 'session-ids-disagree',
      severity: 'warning',
      message: `The head belongs to session ${head.head.session_id}, session_meta to ${meta.session_id}. lash commits by the head's id and lists by the other; the head's is used here.`,
      ids: [head.head.session_id, meta.session_id]
    }
  ]
}

function usageFindings({ oddUsageRows }: SessionFacts): Finding[] {
  if (oddUsageRows.length === 0) return []
  return [
    {
      code: 'usage-odd-types',
      severity: 'damage',
      message: `${oddUsageRows.length === 1 ? '1 ledger row holds' : `${oddUsageRows.length} ledger rows hold`} a value that is no whole number or no text. lash passes over such rows without a word, and so do the totals here; the rows can be read as they are stored.`,
      ids: oddUsageRows.map(String)
    }
  ]
}

import { firstText, kindOf } from '@shared/domain/columns/kind'
import { messageOf } from '@shared/domain/graph/node'
import type { NodeCard, StoreOverview } from '@shared/ipc/store'
import { cutText, plainWords } from '@shared/text/plain-text'
import { asNumber, type Connection } from '../store/connection'
import { readHead } from '../store/head'
import type { StoreLayout } from '../store/layout'
import { readMeta } from '../store/meta'
import type { StoreFacts } from '../store/open-store'
import { liveNodeRow, nodeRowAt } from '../store/rows'
import { readOnlyLayout } from '../writer/writable'
import { cardOf, readRow } from './view/card'
import { messageText } from './view/one-line'

/** Nodes of the leaf end that are drawn before any index exists. */
const TAIL = 200
/** The first question stands near the start of a store; nobody looks further for a title. */
const TITLE_ROWS = 50
const TITLE_LENGTH = 120

/**
 * What is told of a store at once, whatever its size: head, meta, and the leaf end of the active path, found through
 * the index on `node_id`. Cards carry `row` = −`seq`, since places are not known yet.
 */
export function readOverview(
  db: Connection,
  layout: StoreLayout,
  facts: StoreFacts,
  path: string,
  store: number
): StoreOverview {
  const head = readHead(db, layout)
  const meta = readMeta(db, layout)?.meta
  const leaf = head?.head?.leaf_node_id ?? null
  return {
    store,
    path,
    title: readTitle(db, layout) || meta?.session_name || '',
    era: layout.era,
    userVersion: layout.userVersion,
    journalMode: facts.journalMode,
    bytes: { db: facts.files.db.bytes, wal: facts.files.wal?.bytes ?? 0 },
    sessionId: head?.head?.session_id ?? meta?.session_id ?? null,
    revision: head === undefined ? null : String(head.revision),
    leaf,
    live: (facts.holders?.length ?? 0) > 0,
    readOnly: readOnlyLayout(db, path)?.message ?? null,
    tail: leaf === null ? [] : readTail(db, layout, leaf)
  }
}

/** The last nodes of the path, root side first. */
function readTail(db: Connection, layout: StoreLayout, leaf: string): NodeCard[] {
  const cards: NodeCard[] = []
  const seen = new Set<number>()
  for (let id: string | undefined = leaf; id !== undefined && cards.length < TAIL; ) {
    const stored = liveNodeRow(db, layout, id)
    if (stored === undefined || seen.has(stored.seq)) break
    seen.add(stored.seq)
    const read = readRow(stored, layout.era)
    if (read.node === undefined) break
    cards.push(cardOf(read, -stored.seq))
    id = read.node.parent_node_id
  }
  return cards.reverse()
}

/** The first message of the user, on one line; empty where the first rows hold none. */
export function readTitle(db: Connection, layout: StoreLayout): string {
  if (!layout.tables.has('graph_nodes')) return ''
  const seqs = db.all(`SELECT seq FROM graph_nodes WHERE tombstoned = 0 ORDER BY seq LIMIT ${TITLE_ROWS}`)
  for (const [seq] of seqs) {
    const stored = nodeRowAt(db, asNumber(seq))
    const node = stored === undefined ? undefined : readRow(stored, layout.era).node
    const message = node === undefined || kindOf(node) !== 'user' ? undefined : messageOf(node)
    const text = message === undefined ? '' : plainWords(messageText(firstText(message)))
    if (text !== '') return cutText(text, TITLE_LENGTH)
  }
  return ''
}

import { asNumber, Connection } from '../../store/connection'
import { nodeRowAt } from '../../store/rows'
import type { RowRange } from '../scan-job'
import { readRow } from '../view/card'
import { searchText, snippetOf } from './search-text'

/** Looks for a text in a run of rows. */
export interface SearchJob extends RowRange {
  readonly job: 'search'
  readonly text: string
  /** So many hits get a snippet. */
  readonly snippets: number
}

export interface FoundHit {
  readonly seq: number
  readonly snippet: string
}

export interface SearchPart {
  /** `seq` of every row with a hit, in order. */
  readonly seqs: Float64Array<ArrayBuffer>
  readonly firsts: readonly FoundHit[]
}

// LIKE is the fastest of SQLite's ways to look into a text, and knows no case (ASCII).
const CANDIDATES = `
  SELECT seq FROM graph_nodes
  WHERE seq > ? AND seq <= ? AND tombstoned = 0 AND node_json LIKE ? ESCAPE '~' ORDER BY seq`

/** Narrows down by the stored text, then looks at what the node really says. */
export function searchRows({ path, as, after, through, text, snippets }: SearchJob): SearchPart {
  const connection = new Connection(path, as)
  try {
    const seqs: number[] = []
    const firsts: FoundHit[] = []
    for (const [column] of connection.all(CANDIDATES, after, through, likePattern(text))) {
      const seq = asNumber(column)
      const snippet = hitIn(connection, seq, text)
      if (snippet === undefined) continue
      seqs.push(seq)
      if (firsts.length < snippets) firsts.push({ seq, snippet })
    }
    return { seqs: Float64Array.from(seqs), firsts }
  } finally {
    connection.close()
  }
}

/** The snippet of a row that says `text`, or undefined. */
export function hitIn(connection: Connection, seq: number, text: string): string | undefined {
  const stored = nodeRowAt(connection, seq)
  const node = stored === undefined || stored.tombstoned ? undefined : readRow(stored).node
  return node === undefined ? undefined : snippetOf(searchText(node), text)
}

/** The text as it stands inside a JSON string; letters whose case SQLite does not know stand for any letter. */
export function likePattern(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1)
  const plain = inside.replaceAll(/[%_~]/g, '~$&').replaceAll(/[^ -~]/gu, '_')
  return `%${plain}%`
}

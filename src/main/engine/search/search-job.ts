import type { SessionNode } from '@shared/domain/model/node'
import { asNumber, Connection } from '../../store/connection'
import { nodeRowAt } from '../../store/rows'
import type { RowRange } from '../../store/scan-rows'
import { cardOf, type ReadRow, readRow } from '../view/card'
import { CANDIDATES, candidatesFor, maySay, surelySays, type Wanted } from './candidates'
import { fold, searchTexts, snippetOf, toolNames } from './search-text'

/** Looks for a text in a run of rows. */
export interface SearchJob extends RowRange {
  readonly job: 'search'
  readonly wanted: Wanted
  /** So many hits, the newest, get a snippet. */
  readonly snippets: number
}

export interface FoundHit {
  readonly seq: number
  readonly snippet: string
}

export interface SearchPart {
  /** `seq` of every row with a hit, the newest first. */
  readonly seqs: Float64Array<ArrayBuffer>
  readonly firsts: readonly FoundHit[]
}

/** Looks through a run of rows. */
export function searchRows({ path, as, wanted, snippets, ...rows }: SearchJob): SearchPart {
  const connection = new Connection(path, as)
  try {
    const hits = hitsIn(connection, rows, wanted, snippets).reverse()
    return {
      seqs: Float64Array.from(hits, ({ seq }) => seq),
      firsts: hits
        .slice(0, snippets)
        .flatMap(({ seq, snippet }) => (snippet === null ? [] : { seq, snippet }))
    }
  } finally {
    connection.close()
  }
}

interface Hit {
  readonly seq: number
  /** Null where the row was not read for it. */
  readonly snippet: string | null
}

/**
 * The hits with `after < seq <= through`, by `seq`, the last of them with their words. Narrows down by the stored text,
 * then looks at what a row says.
 */
export function hitsIn(
  connection: Connection,
  { after, through, era }: Pick<RowRange, 'after' | 'through' | 'era'>,
  wanted: Wanted,
  snippets: number
): Hit[] {
  const text = fold(wanted.text)
  const filtered = wanted.tool !== '' || wanted.role !== null
  const quoteAt = (seq: number): string | undefined => {
    const stored = nodeRowAt(connection, seq)
    return stored === undefined ? undefined : quote(readRow(stored, era), wanted, text)
  }
  const hits: Hit[] = []
  for (const [column, id, json] of connection.each(CANDIDATES, after, through, ...candidatesFor(wanted))) {
    const seq = asNumber(column)
    if (typeof json === 'string' && !filtered && surelySays(json, text)) hits.push({ seq, snippet: null })
    else if (typeof json !== 'string' || maySay(json, text) || maySay(String(id), text)) {
      const snippet = quoteAt(seq)
      if (snippet !== undefined) hits.push({ seq, snippet })
    }
  }
  const quotedFrom = hits.length - snippets
  return hits.map((hit, at) =>
    hit.snippet !== null || at < quotedFrom ? hit : { ...hit, snippet: quoteAt(hit.seq) ?? null }
  )
}

/** The words of a row for which it is a hit, if it is one. */
function quote(row: ReadRow, wanted: Wanted, folded: string): string | undefined {
  if (!fits(row.node, wanted)) return undefined
  if (folded === '') return faceOf(row)
  const snippet = snippetOf(searchTexts(row), folded)
  return snippet === undefined || snippet.length >= BARE ? snippet : withFace(snippet, row)
}

/** A shorter hit is an id or a name alone, and says little. */
const BARE = 30

function fits(node: SessionNode | undefined, { tool, role }: Wanted): boolean {
  if (tool === '' && role === null) return true
  if (node === undefined) return false
  if (role !== null && roleOf(node) !== role) return false
  const beginning = fold(tool)
  return tool === '' || toolNames(node).some((name) => fold(name).startsWith(beginning))
}

const roleOf = (node: SessionNode): string | null =>
  node.kind === 'event' && node.event.kind === 'Conversation' ? node.event.message.role : null

function withFace(snippet: string, row: ReadRow): string {
  const face = faceOf(row)
  if (face.startsWith(snippet)) return face
  return face.includes(snippet) ? snippet : `${snippet} · ${face}`
}

/** What a card says first, of a row. */
function faceOf(row: ReadRow): string {
  const { label, text } = cardOf(row, 0)
  return text === '' ? label : `${label} · ${text}`
}

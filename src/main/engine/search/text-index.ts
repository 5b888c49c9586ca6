import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { asNumber, Connection } from '../../store/connection'
import { detectLayout } from '../../store/layout'
import { nodeRows } from '../../store/rows'
import type { RowRange } from '../scan-job'
import { readRow } from '../view/card'
import { searchText } from './search-text'

/** Builds the text index of a store in a file of its own. */
export interface TextIndexJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'text-index'
  readonly file: string
}

export interface TextIndexBuilt {
  readonly rows: number
  readonly ms: number
  readonly bytes: number
}

// Only which words stand in which row: positions would double the file, and hits are looked at again anyway.
const SCHEMA = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, detail=none, tokenize='unicode61');
  BEGIN`

/** Writes the index anew. Its file is whole or not there: it gets its name when it is finished. */
export function buildTextIndex({ path, as, file }: TextIndexJob): TextIndexBuilt {
  const start = performance.now()
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  const connection = new Connection(path, as)
  const index = new DatabaseSync(file)
  try {
    index.exec(SCHEMA)
    const insert = index.prepare('INSERT INTO words(rowid, text) VALUES (?, ?)')
    let rows = 0
    const layout = detectLayout(connection, path)
    if (!layout.ok) throw new Error(layout.error.message)
    for (const stored of nodeRows(connection, layout.value)) {
      const { node } = readRow(stored)
      if (node === undefined || stored.tombstoned) continue
      insert.run(stored.seq, searchText(node))
      rows++
    }
    index.exec('COMMIT; PRAGMA user_version = 1')
    return { rows, ms: performance.now() - start, bytes: statSync(file).size }
  } finally {
    index.close()
    connection.close()
  }
}

/**
 * Rows that may hold all words of `text`, the newest first; where those are few, also rows in which the last word goes
 * on. Whole words come first, since for the beginning of a word FTS5 gathers every row that has one before it gives any.
 */
export function lookUpWords(file: string, text: string, limit: number): number[] {
  const words = text.match(/[\p{L}\p{N}]+/gu)
  if (words === null) return []
  const whole = words.map((word) => `"${word}"`).join(' AND ')
  const index = new Connection(file, 'immutable')
  try {
    const found = new Set<number>()
    for (const query of [whole, `${whole}*`]) {
      if (found.size >= limit) break
      for (const [seq] of index.all(MATCHES, query, limit)) found.add(asNumber(seq))
    }
    return [...found].slice(0, limit)
  } finally {
    index.close()
  }
}

const MATCHES = 'SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?'

/** Whether a finished index stands at `file`: an unfinished one has no version yet. */
export function hasTextIndex(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return false
  try {
    const index = new Connection(file, 'immutable')
    try {
      return asNumber(index.first('PRAGMA user_version')?.[0]) === 1
    } finally {
      index.close()
    }
  } catch {
    return false
  }
}

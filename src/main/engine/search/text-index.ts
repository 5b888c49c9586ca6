import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { asNumber, asText, Connection } from '../../store/connection'

/** Raised when other texts of a node are searched: an index of another version is built anew. */
const VERSION = 2

const factsSchema = z.object({
  version: z.literal(VERSION),
  /** The store's first `seq` when the index was begun, and the last that is indexed. */
  first: z.number(),
  through: z.number(),
  /** Over `seq` and stored text of every row that is indexed. */
  check: z.number(),
  /** All rows that the store held were indexed once; an index that was never whole answers nothing. */
  whole: z.boolean(),
  /** Milliseconds that indexing took. */
  ms: z.number(),
  /** The state of the store's files that the rows are known to be of (`indexStamp`). */
  stamp: z.string().nullable()
})

/** What a text index says of itself. */
export type TextIndexFacts = z.infer<typeof factsSchema>

/** What is said of an index that holds no row yet; `first` = the first row that it shall hold. */
export const newFacts = (first: number): TextIndexFacts => ({
  version: VERSION,
  first,
  through: first - 1,
  check: 0,
  whole: false,
  ms: 0,
  stamp: null
})

// Only which words stand in which row: positions would double the file, and hits are looked at again anyway.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts(id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
  CREATE VIRTUAL TABLE IF NOT EXISTS words
    USING fts5(text, content='', columnsize=0, detail=none, tokenize='unicode61')`

/** SQLite's failures here are not those of the store, and must not be told as such. */
function ofIndex<T>(body: () => T): T {
  try {
    return body()
  } catch (cause) {
    throw new Error(`the text index: ${cause instanceof Error ? cause.message : cause}`)
  }
}

/** A text index that is being written: rows and what it says of itself change in one transaction, or not at all. */
export class TextIndexWriter implements Disposable {
  readonly #db: DatabaseSync

  private constructor(db: DatabaseSync) {
    this.#db = db
  }

  static open(file: string): TextIndexWriter {
    return ofIndex(() => {
      mkdirSync(dirname(file), { recursive: true })
      const db = new DatabaseSync(file)
      // A crash of the app leaves a whole file; one of the machine may not, and then the file is found damaged.
      db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${SCHEMA}`)
      return new TextIndexWriter(db)
    })
  }

  /** Runs `body`, which adds rows, and keeps the facts that it gives. */
  add(body: (insert: (seq: number, text: string) => void) => TextIndexFacts): TextIndexFacts {
    const insert = ofIndex(() => {
      this.#db.exec('BEGIN')
      return this.#db.prepare('INSERT INTO words(rowid, text) VALUES (?, ?)')
    })
    const facts = body((seq, text) => ofIndex(() => insert.run(seq, text)))
    ofIndex(() => {
      this.#db.prepare('INSERT OR REPLACE INTO facts VALUES (1, ?)').run(JSON.stringify(facts))
      this.#db.exec('COMMIT')
    })
    return facts
  }

  [Symbol.dispose](): void {
    this.#db.close()
  }
}

/** What the index in `file` says of itself; undefined where there is none, or it is damaged or of another version. */
export function readFacts(file: string): TextIndexFacts | undefined {
  return inIndex(file, (index) => {
    const json: unknown = JSON.parse(asText(index.first('SELECT json FROM facts')?.[0]) ?? 'null')
    return factsSchema.safeParse(json).data
  })
}

/** Bytes on disk, those beside the file included. */
export const indexBytes = (file: string): number =>
  [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)

/** Deletes an index. One that cannot be deleted stays, and is not believed either. */
export function dropIndex(file: string): void {
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  } catch {
    // the folder is not ours to write to: then nothing is built there either
  }
}

/** No more indexes than this are kept. */
const KEPT = 8

/** Lets go of the indexes of stores, beside the one in `file`, that were written to longest ago. */
export function dropOldestIndexes(file: string): void {
  const others = indexesBeside(file).filter((path) => path !== file)
  const time = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  for (const path of others.sort((a, b) => time(b) - time(a)).slice(KEPT - 1)) dropIndex(path)
}

/** Bytes of all text indexes that are kept. */
export const keptBytes = (file: string): number =>
  indexesBeside(file).reduce((sum, path) => sum + indexBytes(path), 0)

function indexesBeside(file: string): string[] {
  const folder = dirname(file)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder).flatMap((name) => (name.endsWith('.words') ? join(folder, name) : []))
}

const MATCHES = 'SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?'

/**
 * Rows that may hold all words of `text`, the newest first; where those are few, also rows in which the last word goes
 * on. Whole words come first, since for the beginning of a word FTS5 gathers every row that has one before it gives any.
 * Undefined where the index is damaged.
 */
export function lookUpWords(file: string, text: string, limit: number): number[] | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu)
  if (words === null) return []
  const whole = words.map((word) => `"${word}"`).join(' AND ')
  return inIndex(file, (index) => {
    const found = new Set<number>()
    for (const query of [whole, `${whole}*`]) {
      if (found.size >= limit) break
      for (const [seq] of index.all(MATCHES, query, limit)) found.add(asNumber(seq))
    }
    return [...found].slice(0, limit)
  })
}

/** Whatever goes wrong with the file means that it is of no use. */
function inIndex<T>(file: string, body: (index: Connection) => T): T | undefined {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined
  try {
    const index = new Connection(file, 'read-only')
    try {
      return body(index)
    } finally {
      index.close()
    }
  } catch {
    return undefined
  }
}

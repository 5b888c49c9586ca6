import type { Finding } from '@shared/domain/findings/finding'
import { jsonObject } from '@shared/json/object'
import type { Json } from '@shared/json/value'
import { coreJson } from '../session-json/core-json'
import { findingsOf } from '../store/findings'
import type { StoreLayout } from '../store/layout'
import { openStore, type Store } from '../store/open-store'
import { readSession, type SessionReading } from '../store/session'
import type { StoreError } from '../store/store-error'

/** What `inspect` says about one path, and whether it could be read. */
export interface Inspection {
  readonly readable: boolean
  readonly json: Json
}

/** Reads the store at `path` and closes it again. */
export async function inspectStore(path: string): Promise<Inspection> {
  const opened = await openStore(path)
  if (!opened.ok) return unreadable(opened.error)
  const store = opened.value
  try {
    const session = await store.read((db) => readSession(db, store.layout))
    return session.ok ? readable(store, session.value) : unreadable(session.error)
  } finally {
    await store.close()
  }
}

/** What is said of a path that could not be read, with the words of the system or of SQLite where there are any. */
export function unreadable({ code, message, path, advice, detail }: StoreError): Inspection {
  const error = { code, message, path, advice, ...(detail === undefined ? {} : { detail }) }
  return { readable: false, json: jsonObject({ readable: false, error: jsonObject(error) }) }
}

function readable(store: Store, session: SessionReading): Inspection {
  const { facts, layout, path } = store
  const id = sessionId(session, layout.era)
  const json = jsonObject({
    readable: true,
    store: jsonObject({
      path,
      era: layout.era,
      layout: layout.era === 'none' ? 'none' : 'per-session',
      user_version: BigInt(layout.userVersion),
      journal_mode: facts.journalMode,
      bytes: BigInt(facts.files.db.bytes)
    }),
    sessions: id === undefined ? jsonObject({}) : jsonObject({ [id]: coreJson(session) }),
    findings: findingsOf(store, session).map(findingJson)
  })
  return { readable: true, json }
}

/**
 * The head's, else meta's. A store with neither holds no session; from alpha.2 on lash tells it as one without a name
 * (fixtures `a1/empty-store`, `era/a7/upgraded-from-15`).
 */
function sessionId({ head, meta }: SessionReading, era: StoreLayout['era']): string | undefined {
  const withoutName = era === 'none' || era === 'a1' ? undefined : ''
  return head?.head?.session_id ?? meta?.meta.session_id ?? withoutName
}

function findingJson({ code, severity, message, ids }: Finding): Json {
  return jsonObject({ code, severity, message, ids })
}

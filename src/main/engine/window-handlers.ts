import type { EngineHandlers } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import type { NodeDetail, StoreOverview } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { openStore } from '../store/open-store'
import { liveNodeRow } from '../store/rows'
import { type StoreError, storeError } from '../store/store-error'
import type { StartWriter } from '../writer/run-writer'
import { compareBranch } from './compare/compare-branch'
import { copiedRows } from './compare/copied-rows'
import type { WindowHandlers } from './door'
import type { Push } from './engine-port'
import { listFolder, type TellListed } from './list-folder'
import { nodeDetail } from './node-detail'
import { notRead } from './not-read'
import { operationHandlers } from './operations/operation-handlers'
import { readAgentCalls } from './queries/agent-calls'
import { readBranches } from './queries/branches'
import { countLive } from './queries/count-live'
import { readFindings } from './queries/findings'
import { headReport } from './queries/head-report'
import { transcriptEntries, transcriptRows } from './queries/transcript'
import { readWork } from './queries/work'
import { openSearches } from './search/search-handlers'
import { StoreSession } from './store-session'
import { usageHandlers } from './usage'
import type { Jobs } from './worker-pool'

const notOpen: AppError = {
  code: 'not-open',
  message: 'This store is no longer open.',
  advice: 'Open it again.'
}

const noSuchNode = (what: string): AppError => ({
  code: 'no-such-node',
  message: `There is no node ${what} in the store.`,
  advice: 'It may have been deleted since; read the store again.'
})

/** What is under way and can be called off, by the window's numbers. */
type Stoppable = Map<number, AbortController>

async function stoppable<T>(
  underWay: Stoppable,
  id: number,
  run: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const stopping = new AbortController()
  underWay.set(id, stopping)
  try {
    return await run(stopping.signal)
  } finally {
    underWay.delete(id)
  }
}

let nextStore = 1

/** Answers what one window asks. Stores belong to the window that opened them and close with it. */
export function connectWindow(tell: Push, jobs: Jobs, startWriter: StartWriter): WindowHandlers {
  const sessions = new Map<number, StoreSession>()
  const sessionOf = (id: number): Result<StoreSession, AppError> => {
    const session = sessions.get(id)
    return session === undefined ? err(notOpen) : ok(session)
  }
  const searches = openSearches({ sessionOf, push: tell })
  const push: Push = (name, payload) => {
    searches.makeWay()
    tell(name, payload)
  }
  const openings: Stoppable = new Map()
  const listings: Stoppable = new Map()

  async function openSession(
    path: string,
    opening: number,
    signal: AbortSignal
  ): Promise<Result<StoreOverview, StoreError>> {
    const id = nextStore++
    const opened = await openStore(path, {
      signal,
      onProgress: (done, total) => {
        if (openings.has(opening)) push('opening/progress', { opening, done, total })
        else push('index/progress', { store: id, phase: 'copying', done, total })
      }
    })
    if (!opened.ok) return opened
    const session = new StoreSession(id, opened.value, push, jobs)
    sessions.set(id, session)
    const overview = await session.overview()
    if (overview.ok && !signal.aborted) return overview
    // nobody would know of it to close it
    sessions.delete(id)
    await session.close()
    return overview.ok ? err(storeError('cancelled', path)) : overview
  }

  async function withStore<T>(
    id: number,
    use: (session: StoreSession) => Promise<Result<T, AppError>> | Result<T, AppError>
  ): Promise<Result<T, AppError>> {
    searches.makeWay()
    const session = sessionOf(id)
    return session.ok ? use(session.value) : session
  }

  const handlers: EngineHandlers = {
    ...usageHandlers,
    ...searches.handlers,
    ...operationHandlers({ sessions, jobs, push, startWriter, making: new Map(), ranking: new Map() }),
    'folder/list': ({ path, listing }) => {
      const tell: TellListed = (stores, done, total) =>
        push('folder/progress', { listing, path, stores, done, total })
      return stoppable(listings, listing, (signal) => listFolder(path, tell, signal))
    },
    'folder/stop': ({ listing }) => {
      listings.get(listing)?.abort()
      return ok(null)
    },
    'store/open': ({ path, opening }) =>
      stoppable(openings, opening, (signal) => openSession(path, opening, signal)),
    'opening/stop': ({ opening }) => {
      openings.get(opening)?.abort()
      return ok(null)
    },
    'graph/read': ({ store }) =>
      withStore(store, (session) => {
        void session.load()
        return ok(null)
      }),
    'store/close': async ({ store }) => {
      await searches.closeStore(store)
      await sessions.get(store)?.close()
      sessions.delete(store)
      return ok(null)
    },
    'store/cancel': ({ store }) =>
      withStore(store, (session) => {
        session.cancel()
        return ok(null)
      }),
    'index/taken': ({ store }) =>
      withStore(store, (session) => {
        session.taken()
        return ok(null)
      }),
    'layout/set': ({ store, showCopies }) => withStore(store, (session) => session.setLayout(showCopies)),
    'head/read': ({ store }) =>
      withStore(store, ({ store: source, index }) =>
        source.read((db) => headReport(db, source.layout, index === undefined ? undefined : countLive(index)))
      ),
    'findings/read': ({ store }) => withStore(store, readFindings),
    'branches/read': ({ store }) => withStore(store, readBranches),
    'branch/compare': ({ store, through }) => withStore(store, (session) => compareBranch(session, through)),
    'branch/copied': ({ store, rows }) => withStore(store, (session) => copiedRows(session, rows)),
    'node/cards': ({ store, rows }) =>
      withStore(store, (session) =>
        session.readNodes((reader) => rows.flatMap((row) => reader.card(row) ?? []))
      ),
    'node/read': ({ store, row }) => withStore(store, (session) => readDetail(session, row)),
    'node/find': ({ store, id }) =>
      withStore(store, (session) => session.readNodes((reader) => reader.rowOfId(id) ?? null)),
    'node/historic': ({ store, id }) => withStore(store, (session) => readHistoric(session, id)),
    'transcript/length': ({ store, through }) =>
      withStore(store, ({ index }) =>
        index === undefined ? err(notRead) : ok(transcriptRows(index, through))
      ),
    'transcript/read': ({ store, rows }) =>
      withStore(store, (session) => {
        const { index } = session
        if (index === undefined) return err(notRead)
        return session.readNodes((reader) => transcriptEntries(reader, index, rows))
      }),
    'store/follow': ({ store, on }) =>
      withStore(store, (session) => {
        session.follow(on)
        return ok(null)
      }),
    'usage/work': ({ store }) => withStore(store, readWork),
    'usage/agent-calls': ({ store, agents }) =>
      withStore(store, (session) => readAgentCalls(session, agents)),
    'residency/read': ({ store }) =>
      withStore(store, async (session) => {
        const { index } = session
        if (index === undefined) return err(notRead)
        const range = await session.range()
        if (!range.ok) return range
        const { path, as } = range.value
        return jobs.run({ job: 'residency', path, as, index })
      })
  }

  return {
    handlers,
    close: () => {
      for (const stopping of [...openings.values(), ...listings.values()]) stopping.abort()
      searches.close()
      for (const [id, session] of sessions) void searches.closeStore(id).then(() => session.close())
      sessions.clear()
    }
  }
}

async function readDetail(session: StoreSession, row: number): Promise<Result<NodeDetail, AppError>> {
  const { index } = session
  const detail = await session.readNodes((reader) => {
    const read = reader.read(row)
    return read === undefined ? undefined : nodeDetail(reader, index, row, read, session.sameThing(row))
  })
  if (!detail.ok) return detail
  return detail.value === undefined ? err(noSuchNode(`in row ${row}`)) : ok(detail.value)
}

/** As `get_historic_node` of the runtime: the live row with this id in its column (store-format.md §11.6). */
async function readHistoric(session: StoreSession, id: string): Promise<Result<NodeDetail, AppError>> {
  const row = await session.readNodes((reader, db) => {
    const stored = liveNodeRow(db, session.store.layout, id)
    return stored === undefined ? undefined : reader.placeOf(stored)
  })
  if (!row.ok) return row
  return row.value === undefined ? err(noSuchNode(`${id} that is live`)) : readDetail(session, row.value)
}

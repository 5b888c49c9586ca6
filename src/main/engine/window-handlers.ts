import type { EngineHandlers } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import type { StoreOverview } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { openStore } from '../store/open-store'
import { type StoreError, storeError } from '../store/store-error'
import type { StartWriter } from '../writer/run-writer'
import type { WindowHandlers } from './door'
import type { Push } from './engine-port'
import { listFolder, type TellListed } from './list-folder'
import { operationHandlers } from './operations/operation-handlers'
import { queryHandlers, type WithStore } from './queries/query-handlers'
import { openSearches } from './search/search-handlers'
import { StoreSession } from './store-session'
import { usageHandlers } from './usage'
import type { Jobs } from './worker-pool'

const notOpen: AppError = {
  code: 'not-open',
  message: 'This store is no longer open.',
  advice: 'Open it again.'
}

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

  const withStore: WithStore = async (id, use) => {
    searches.makeWay()
    const session = sessionOf(id)
    return session.ok ? use(session.value) : session
  }

  const handlers: EngineHandlers = {
    ...usageHandlers,
    ...searches.handlers,
    ...queryHandlers({ withStore, jobs }),
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
    'store/follow': ({ store, on }) =>
      withStore(store, (session) => {
        session.follow(on)
        return ok(null)
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

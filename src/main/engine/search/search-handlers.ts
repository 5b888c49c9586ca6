import type { EngineHandlers } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import type { Push } from '../engine-port'
import { notRead } from '../not-read'
import type { StoreSession } from '../store-session'
import { quotesOf, Search } from './search'
import { TextIndexKeeper } from './text-index-keeper'
import { toolNamesOf } from './tool-names'

type SearchRequest = Extract<keyof EngineHandlers, `search/${string}`>

/** Everything that one window searches, and the text indexes of its stores. */
export interface Searches {
  readonly handlers: Pick<EngineHandlers, SearchRequest>
  /** Something else is asked of the engine, or comes from it: text indexes are built later. */
  makeWay(): void
  /** Must be called before the store is closed. */
  closeStore(id: number): Promise<void>
  close(): void
}

interface Context {
  readonly sessionOf: (id: number) => Result<StoreSession, AppError>
  readonly push: Push
}

let nextSearch = 1

/** Answers what one window searches for; hits are pushed as they are found. */
export function openSearches({ sessionOf, push }: Context): Searches {
  const running = new Map<number, Search>()
  const keepers = new Map<number, TextIndexKeeper>()

  const keeperOf = (session: StoreSession): TextIndexKeeper => {
    const keeper = keepers.get(session.id) ?? new TextIndexKeeper(session, push, () => running.size > 0)
    keepers.set(session.id, keeper)
    return keeper
  }

  /** Runs `use` with a session whose rows are known. */
  async function withRows<T>(
    id: number,
    use: (session: StoreSession, index: NonNullable<StoreSession['index']>) => Promise<Result<T, AppError>>
  ): Promise<Result<T, AppError>> {
    const session = sessionOf(id)
    if (!session.ok) return session
    const { index } = session.value
    return index === undefined ? err(notRead) : use(session.value, index)
  }

  const makeWay = (): void => {
    for (const keeper of keepers.values()) keeper.makeWay()
  }

  const handlers: Searches['handlers'] = {
    'search/start': ({ store, ...query }) =>
      withRows(store, async (session, index) => {
        makeWay()
        const keeper = keeperOf(session)
        await keeper.takeUp()
        const search = nextSearch++
        const lookUp = (text: string, limit: number) => keeper.lookUp(text, limit)
        const found = new Search(session, index, { ...query, search }, push, lookUp)
        running.set(search, found)
        makeWay()
        void found.run().then((done) => {
          running.delete(search)
          makeWay()
          if (!done.ok) push('store/failed', { store, error: done.error })
        })
        return ok({ search })
      }),
    'search/cancel': ({ search }) => {
      running.get(search)?.stop()
      running.delete(search)
      return ok(null)
    },
    'search/quotes': ({ store, rows, ...query }) =>
      withRows(store, (session, index) => quotesOf(session, index, rows, query)),
    'search/tools': ({ store }) => {
      makeWay()
      const session = sessionOf(store)
      return session.ok ? toolNamesOf(session.value) : session
    },
    'search/index': async ({ store, action }) => {
      const session = sessionOf(store)
      if (!session.ok) return session
      const keeper = keeperOf(session.value)
      if (action === 'build') return keeper.build()
      if (action === 'drop') return ok(await keeper.drop())
      await keeper.takeUp()
      return ok(keeper.state())
    },
    'search/index-idle': ({ store, on }) => {
      const session = sessionOf(store)
      if (!session.ok) return session
      keeperOf(session.value).setIdle(on)
      return ok(null)
    }
  }

  return {
    handlers,
    makeWay,
    closeStore: async (id) => {
      await keepers.get(id)?.close()
      keepers.delete(id)
    },
    close: () => {
      for (const search of running.values()) search.stop()
    }
  }
}

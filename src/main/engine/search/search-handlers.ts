import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { EngineHandlers } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import type { SearchQuery } from '@shared/ipc/search'
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
  const indexes = new TextIndexes(push, () => running.size > 0)

  const start = async (session: StoreSession, index: GraphIndex, query: SearchQuery & { from: number }) => {
    indexes.makeWay()
    const keeper = indexes.of(session)
    await keeper.takeUp()
    const search = nextSearch++
    const lookUp = (text: string, limit: number) => keeper.lookUp(text, limit)
    const found = new Search(session, index, { ...query, search }, push, lookUp)
    running.set(search, found)
    indexes.makeWay()
    void found.run().then((done) => {
      running.delete(search)
      indexes.makeWay()
      if (!done.ok) push('store/failed', { store: session.id, error: done.error })
    })
    return ok({ search })
  }

  /** Runs `use` with a session whose rows are known. */
  async function withRows<T>(
    id: number,
    use: (session: StoreSession, index: GraphIndex) => Promise<Result<T, AppError>>
  ): Promise<Result<T, AppError>> {
    const session = sessionOf(id)
    if (!session.ok) return session
    const { index } = session.value
    return index === undefined ? err(notRead) : use(session.value, index)
  }

  const handlers: Searches['handlers'] = {
    ...indexHandlers(sessionOf, indexes),
    'search/start': ({ store, ...query }) =>
      withRows(store, (session, index) => start(session, index, query)),
    'search/cancel': ({ search }) => {
      running.get(search)?.stop()
      running.delete(search)
      return ok(null)
    },
    'search/quotes': ({ store, rows, ...query }) =>
      withRows(store, (session, index) => quotesOf(session, index, rows, query)),
    'search/tools': ({ store }) => {
      indexes.makeWay()
      const session = sessionOf(store)
      return session.ok ? toolNamesOf(session.value) : session
    }
  }

  return {
    handlers,
    makeWay: () => indexes.makeWay(),
    closeStore: (id) => indexes.closeStore(id),
    close: () => {
      for (const search of running.values()) search.stop()
    }
  }
}

/** What a window asks of the text indexes themselves. */
const indexHandlers = (
  sessionOf: Context['sessionOf'],
  indexes: TextIndexes
): Pick<EngineHandlers, 'search/index' | 'search/index-idle'> => ({
  'search/index': async ({ store, action }) => {
    const session = sessionOf(store)
    if (!session.ok) return session
    const keeper = indexes.of(session.value)
    if (action === 'build') return keeper.build()
    if (action === 'drop') return ok(await keeper.drop())
    await keeper.takeUp()
    return ok(keeper.state())
  },
  'search/index-idle': ({ store, on }) => {
    const session = sessionOf(store)
    if (!session.ok) return session
    indexes.of(session.value).setIdle(on)
    return ok(null)
  }
})

/** The text indexes of a window's stores, each made when it is first asked for. */
class TextIndexes {
  readonly #keepers = new Map<number, TextIndexKeeper>()
  readonly #push: Push
  readonly #isSearching: () => boolean

  constructor(push: Push, isSearching: () => boolean) {
    this.#push = push
    this.#isSearching = isSearching
  }

  of(session: StoreSession): TextIndexKeeper {
    const keeper =
      this.#keepers.get(session.id) ?? new TextIndexKeeper(session, this.#push, this.#isSearching)
    this.#keepers.set(session.id, keeper)
    return keeper
  }

  makeWay(): void {
    for (const keeper of this.#keepers.values()) keeper.makeWay()
  }

  async closeStore(id: number): Promise<void> {
    await this.#keepers.get(id)?.close()
    this.#keepers.delete(id)
  }
}

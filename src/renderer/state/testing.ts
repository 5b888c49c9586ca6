import type { StoreId, StoreOverview } from '@shared/ipc/store'

/** What the engine says of a store that it has opened, for tests that look at none of it. */
export const anOverview = (store: StoreId, path: string): StoreOverview => ({
  store,
  path,
  title: 'a session',
  era: 'a1',
  userVersion: 15,
  journalMode: 'wal',
  bytes: { db: 1, wal: 0 },
  sessionId: 's',
  revision: '1',
  leaf: null,
  live: false,
  readOnly: null,
  tail: []
})

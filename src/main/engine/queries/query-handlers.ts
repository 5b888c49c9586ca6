import type { EngineHandlers } from '@shared/ipc/contract'
import type { AppError } from '@shared/ipc/request'
import type { NodeDetail } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { liveNodeRow } from '../../store/rows'
import { compareBranch } from '../compare/compare-branch'
import { copiedRows } from '../compare/copied-rows'
import { nodeDetail } from '../node-detail'
import { notRead } from '../not-read'
import type { StoreSession } from '../store-session'
import type { Jobs } from '../worker-pool'
import { readAgentCalls } from './agent-calls'
import { readBranches } from './branches'
import { countLive } from './count-live'
import { readFindings } from './findings'
import { headReport } from './head-report'
import { transcriptEntries, transcriptRows } from './transcript'
import { readWork } from './work'

/** Runs `use` with the session of an open store; an error where the window has it open no longer. */
export type WithStore = <T>(
  id: number,
  use: (session: StoreSession) => Promise<Result<T, AppError>> | Result<T, AppError>
) => Promise<Result<T, AppError>>

type Query =
  | 'head/read'
  | 'findings/read'
  | 'residency/read'
  | 'usage/work'
  | 'usage/agent-calls'
  | Extract<keyof EngineHandlers, `branch${string}` | `node/${string}` | `transcript/${string}`>

interface Context {
  readonly withStore: WithStore
  readonly jobs: Jobs
}

/** Answers what a window asks about an open store, and what changes nothing in it or in what is shown of it. */
export const queryHandlers = ({ withStore, jobs }: Context): Pick<EngineHandlers, Query> => ({
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
  'usage/work': ({ store }) => withStore(store, readWork),
  'usage/agent-calls': ({ store, agents }) => withStore(store, (session) => readAgentCalls(session, agents)),
  'residency/read': ({ store }) =>
    withStore(store, async (session) => {
      const { index } = session
      if (index === undefined) return err(notRead)
      const range = await session.range()
      if (!range.ok) return range
      const { path, as } = range.value
      return jobs.run({ job: 'residency', path, as, index })
    })
})

const noSuchNode = (what: string): AppError => ({
  code: 'no-such-node',
  message: `There is no node ${what} in the store.`,
  advice: 'It may have been deleted since; read the store again.'
})

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

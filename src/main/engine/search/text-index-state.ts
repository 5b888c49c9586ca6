import { rmSync, statSync } from 'node:fs'
import type { TextIndexState } from '@shared/ipc/store'
import { ok, type Result } from '@shared/result'
import type { StoreError } from '../../store/store-error'
import type { StoreSession } from '../store-session'
import { hasTextIndex } from './text-index'

const building = new Set<string>()

/** Tells, builds or drops the text index of a store. Building is answered when it is done, with time and size. */
export async function textIndex(
  session: StoreSession,
  action: 'state' | 'build' | 'drop'
): Promise<Result<TextIndexState, StoreError>> {
  const file = session.textIndexFile
  if (building.has(file)) return ok({ state: 'building', bytes: 0, ms: 0 })
  if (action === 'drop') rmSync(file, { force: true })
  if (action !== 'build') return ok(stateOf(file))
  const range = await session.range()
  if (!range.ok) return range
  building.add(file)
  const { path, as } = range.value
  const built = await session.jobs
    .run({ job: 'text-index', path, as, file })
    .finally(() => building.delete(file))
  return built.ok ? ok({ state: 'ready', bytes: built.value.bytes, ms: built.value.ms }) : built
}

function stateOf(file: string): TextIndexState {
  if (!hasTextIndex(file)) return { state: 'none', bytes: 0, ms: 0 }
  return { state: 'ready', bytes: statSync(file).size, ms: 0 }
}

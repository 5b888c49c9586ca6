import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import { expectationAfter } from '@shared/operations/expectation'
import type { Plan, PlanKind, Step } from '@shared/operations/plan'
import type { Result } from '@shared/result'
import type { Connection } from '../store/connection'
import { openStore } from '../store/open-store'
import type { Applied } from './apply'
import { digestStore } from './compact'
import { runWriter } from './run-writer'
import { computeStamp, hashSteps, readExpectable } from './stamp'

/** The built writing process; tests run the real one. */
export const writerEntry = resolve('out/main/writer.js')

/** Reads a store the way the app does, and closes it. @throws when it cannot be read, which fails the test */
export async function readStore<T>(path: string, body: (db: Connection) => T): Promise<T> {
  const store = await openStore(path)
  if (!store.ok) throw new Error(store.error.message)
  const value = await store.value.read(body)
  await store.value.close()
  if (!value.ok) throw new Error(value.error.message)
  return value.value
}

/** A plan of these steps on the store as it is now. */
export function planOf(path: string, kind: PlanKind, steps: Step[]): Promise<Plan> {
  return readStore(path, (db) => ({
    version: 1,
    kind,
    store: path,
    session: null,
    made_at: '2026-05-17T08:00:00.000Z',
    sentence: `${kind} in a test`,
    done: `${kind} done in a test`,
    stamp: { ...computeStamp(db, steps), steps: hashSteps({ steps, warnings: [] }) },
    steps,
    expects: expectationAfter(readExpectable(db), steps),
    predicted: {},
    frees: { row_bytes: 0, blob_bytes: 0, file_bytes: 0 },
    warnings: []
  }))
}

/** Applies in the real writing process. */
export function apply(
  plan: Plan,
  dataFolder: string,
  extra: { undoes?: string; left?: readonly string[]; unproven?: boolean; loop?: boolean } = {}
): Promise<Result<Applied, AppError>> {
  return runWriter(writerEntry, {
    plan,
    dataFolder,
    unproven: extra.unproven ?? false,
    loop: extra.loop ?? false,
    undoes: extra.undoes ?? null,
    left: extra.left ?? []
  }).answer
}

/** SHA-256 of every file of a folder by name: equal when no byte changed and no file came or went. */
export function hashFolder(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')
      ])
  )
}

/** Digest of all logical rows of a store. */
export const logicalDigest = (path: string): Promise<string> => readStore(path, digestStore)

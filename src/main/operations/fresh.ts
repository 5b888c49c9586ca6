import { randomBytes, randomUUID } from 'node:crypto'
import type { Fresh } from '@shared/domain/graph/fresh'

/** Ids and times as lash makes them: random, and UTC with `+00:00` (store-format.md §6, §9.3). */
export const systemFresh: Fresh = {
  freshHex: () => randomBytes(16).toString('hex'),
  freshUuid: () => randomUUID(),
  now: () => new Date().toISOString().replace('Z', '+00:00')
}

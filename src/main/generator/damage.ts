import { answer } from './contents'
import { nodeJson } from './node-json'
import type { Pen } from './pen'
import type { Prng } from './prng'
import type { StoreWriter } from './store-writer'

/** Damage added on top of a generated session, off its active path. Numbers of rows, and of loops of three nodes. */
export interface Damage {
  readonly undecodable?: number
  readonly tombstoned?: number
  readonly cycles?: number
}

const WHEN = '2026-05-11T07:00:00+00:00'

/** Adds damaged rows; each undecodable or tombstoned row hangs on `leaf` and carries one live child. */
export function addDamage(writer: StoreWriter, pen: Pen, leaf: string | null, damage: Damage): void {
  const { prng } = pen
  const text = (id: string, parent: string | null): string =>
    nodeJson(id, parent, WHEN, { message: answer(pen) })
  const row = (id: string, parent: string | null, tombstoned: boolean): void =>
    writer.node(id, text(id, parent), tombstoned)

  for (let i = 0; i < (damage.undecodable ?? 0); i++) {
    const id = freshId(prng)
    writer.node(id, text(id, leaf).replace('"kind":"event"', '"kind":"from-the-future"'))
    row(freshId(prng), id, false)
  }
  for (let i = 0; i < (damage.tombstoned ?? 0); i++) {
    const id = freshId(prng)
    row(id, leaf, true)
    row(freshId(prng), id, false)
  }
  for (let i = 0; i < (damage.cycles ?? 0); i++) {
    const [a, b, c] = [freshId(prng), freshId(prng), freshId(prng)]
    row(a, c, false)
    row(b, a, false)
    row(c, b, false)
  }
}

const freshId = (prng: Prng): string => `m${prng.hex()}`

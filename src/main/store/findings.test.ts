import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Finding } from '@shared/domain/findings/finding'
import { describe, expect, it } from 'vitest'
import { generateStore } from '../generator/generate'
import { copyFixture, fixture } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import { findingsOf } from './findings'
import { openStore } from './open-store'
import { readSession } from './session'

/** The codes that each damaged store must show, in the order in which they are told. */
const CODES: readonly (readonly [name: string, codes: readonly string[]])[] = [
  ['linear-chat', []],
  ['tool-calls', []],
  ['blob-missing', ['blob-missing']],
  ['column-id-differs', ['ids-differ']],
  ['corrupt-zlib-manifest', ['manifest-defaults']],
  ['cycle-at-leaf', ['cycle-on-path']],
  ['cycle-off-path', ['cycle-off-path']],
  ['cycle-tool-loop', ['cycle-below-messages']],
  ['dangling-parent', ['lost-parent']],
  ['duplicate-json-ids', ['node-count-stale', 'ids-differ', 'duplicate-ids']],
  ['empty-store', ['empty-store']],
  ['foreign-v15', ['foreign-tables']],
  ['head-empty-object', ['head-undecodable']],
  ['head-undecodable', ['head-undecodable']],
  ['ids-of-session-disagree', ['session-ids-disagree']],
  ['interior-tombstoned', ['node-count-stale', 'interior-tombstoned', 'tombstoned-rows']],
  ['json5-on-path', ['interior-undecodable', 'undecodable-row']],
  ['leaf-missing', ['leaf-missing']],
  ['leaf-tombstoned', ['node-count-stale', 'leaf-tombstoned', 'tombstoned-rows']],
  ['manifest-missing', ['manifest-missing']],
  ['meta-missing', ['meta-missing']],
  ['not-json-off-path', ['undecodable-row']],
  ['not-text-on-path', ['interior-undecodable', 'undecodable-row']],
  ['orphans-tombstoned', ['node-count-stale', 'lost-parent-off-path', 'tombstoned-rows']],
  ['revision-differs', ['revision-differs']],
  ['table-missing', ['table-missing']],
  ['undecodable-leaf', ['leaf-undecodable', 'undecodable-row']],
  ['usage-odd-types', ['usage-odd-types']],
  ['v0-with-objects', ['version-refused']],
  ['v14', []],
  ['v14-half-upgraded', ['version-refused']],
  ['wal-pending', ['wal-leftover']],
  ['zero-bytes', ['zero-bytes']]
]

async function findings(name: string): Promise<Finding[]> {
  using copy = copyFixture(fixture(`a1/${name}`))
  return await findingsAt(join(copy.folder, 'store.db'))
}

async function findingsAt(path: string): Promise<Finding[]> {
  const store = await openStore(path)
  if (!store.ok) throw new Error(store.error.message)
  const session = await store.value.read((db) => readSession(db, store.value.layout))
  if (!session.ok) throw new Error(session.error.message)
  const found = findingsOf(store.value, session.value)
  await store.value.close()
  return found
}

describe('findings', () => {
  it.each(CODES)('of %s', async (name, codes) => {
    expect((await findings(name)).map(({ code }) => code)).toEqual(codes)
  })

  it('do not blame the version where lash makes the lost head table anew', async () => {
    const path = join(tempFolder(), 'store.db')
    generateStore({ shape: 'long', size: 20, seed: 3, out: path })
    const db = new DatabaseSync(path)
    db.exec('DROP TABLE session_head')
    db.close()
    const codes = (await findingsAt(path)).map(({ code }) => code)
    expect(codes).toEqual(['table-missing', 'head-missing'])
  })

  it('say in whole sentences what happened and what to do', async () => {
    for (const [name] of CODES) {
      for (const { message } of await findings(name)) {
        expect(message).toMatch(/^([A-Z\d]|lash ).+\.$/)
        expect(message.split(/[.:;] /).length).toBeGreaterThan(1)
      }
    }
  })

  it('name every undecodable row once, with the reason of the decoder', async () => {
    const found = (await findings('odd-rows')).filter(({ code }) => code === 'undecodable-row')
    const ids = found.flatMap((finding) => finding.ids)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(found.map(({ message }) => message)).size).toBe(found.length)
    expect(ids.length).toBeGreaterThan(40)
  })

  it('name the members of a cycle', async () => {
    expect((await findings('cycle-at-leaf')).flatMap(({ ids }) => ids).sort()).toEqual(['loop-a', 'loop-b'])
  })
})

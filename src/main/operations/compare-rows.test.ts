import { join } from 'node:path'
import { NodeFlag } from '@shared/domain/columns/columns'
import { expect, it } from 'vitest'
import { generateStore } from '../generator/generate'
import { readHead } from '../store/head'
import { openStore } from '../store/open-store'
import { tempFolder } from '../testing/temp-folder'
import { namedColumns } from './columns'
import { lossInColumns } from './compare-rows'
import { unwatched } from './watch'

it('what two equal hashes call a copy is none where the contents differ', async () => {
  const path = join(tempFolder(), 'store.db')
  generateStore({ shape: 'bushy', size: 1000, seed: 5, out: path })
  const opened = await openStore(path)
  if (!opened.ok) throw new Error(opened.error.message)
  const { value: store } = opened
  const told = await store.read((db) => {
    const leaf = readHead(db, store.layout)?.head?.leaf_node_id
    const columns = namedColumns(db, store.layout, leaf, undefined, unwatched)
    const { flags } = columns.index
    const isLost = (row: number) => lossInColumns(db, columns, [row], unwatched) !== undefined
    const rowWith = (flag: number, fits: (row: number) => boolean = () => true) =>
      flags.findIndex((each, row) => (each & flag) !== 0 && fits(row))
    const copy = rowWith(NodeFlag.copy)
    const unique = rowWith(NodeFlag.unique, isLost)
    const kept = rowWith(NodeFlag.onPath)
    const before = [copy, unique].map((row) => lossInColumns(db, columns, [row], unwatched))
    for (const name of ['identityLow', 'identityHigh', 'contentLow', 'contentHigh'] as const) {
      const column = columns.likeness[name]
      column[unique] = column[kept] ?? 0
    }
    return [...before, lossInColumns(db, columns, [unique], unwatched)]
  })
  await store.close()
  if (!told.ok) throw new Error(told.error.message)
  const [copy, unique, collided] = told.value
  expect(copy).toBeUndefined()
  expect(unique?.code).toBe('unique-content')
  expect(collided).toEqual(unique)
})

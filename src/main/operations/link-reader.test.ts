import { join } from 'node:path'
import { viewGraph } from '@shared/operations/facts'
import { expect, it } from 'vitest'
import { openStore } from '../store/open-store'
import { copyFixture, fixtures } from '../testing/fixtures'
import { readFullFacts, readLinkFacts } from './read-facts'

const stores = fixtures('a1/', 'a1-runtime/rlm').filter(({ name }) => name !== 'a1/family')

it.each(stores)('$name: ids and parents are the same whether bodies are decoded or not', async (each) => {
  using copy = copyFixture(each)
  const opened = await openStore(join(copy.folder, 'store.db'))
  if (!opened.ok) return
  const { value: store } = opened
  const read = await store.read((db) => ({
    full: readFullFacts(db, store.layout),
    links: readLinkFacts(db, store.layout)
  }))
  await store.close()
  if (!read.ok) throw new Error(read.error.message)
  const { full, links } = read.value
  const [a, b] = [viewGraph(full), viewGraph(links)]
  const told = (view: typeof b) =>
    view.rows.map(({ id, node, rlm, bytes }, at) => [
      id,
      node.node_id,
      node.parent_node_id,
      rlm,
      bytes,
      view.isOrphan(at)
    ])
  expect(told(b)).toEqual(told(a))
  expect(links.rows.map(({ id, tombstoned }) => [id, tombstoned])).toEqual(
    full.rows.map(({ id, tombstoned }) => [id, tombstoned])
  )
})

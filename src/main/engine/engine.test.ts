import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateStore } from '../generator/generate'
import { openTestWindow } from './testing'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a store opens with its leaf end, is indexed, then verified', async () => {
  const path = join(folder, 'bushy.db')
  generateStore({ shape: 'bushy', size: 1000, seed: 7, out: path })
  const window = openTestWindow()
  const opened = await window.handlers['store/open']({ path })
  if (!opened.ok) throw new Error(opened.error.message)
  const { store, tail, leaf } = opened.value
  expect(tail.at(-1)?.id).toBe(leaf)
  const first = await window.next('index/ready')
  expect(first.summary).toMatchObject({ nodes: 1000, classes: null })
  const verified = await window.next('verify/ready')
  const { classes, orphans } = verified.summary
  expect((classes?.copies ?? 0) + (classes?.variants ?? 0) + (classes?.unique ?? 0)).toBe(orphans)
  const detail = await window.handlers['node/read']({ store, row: verified.summary.leafRow ?? -1 })
  expect(detail.ok && detail.value.card.id).toBe(leaf)
  window.close()
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EnginePushes } from '@shared/ipc/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateStore } from '../generator/generate'
import type { WindowHandlers } from './door'
import { runJob } from './jobs'
import { connectWindow } from './window-handlers'

const inPlace = { run: async (job: Parameters<typeof runJob>[0]) => runJob(job) }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A window with everything that was pushed to it. */
function openWindow() {
  const pushes: { name: string; payload: unknown }[] = []
  let ready: (summary: EnginePushes['index/ready']) => void = () => undefined
  const indexed = new Promise<EnginePushes['index/ready']>((resolve) => {
    ready = resolve
  })
  const window: WindowHandlers = connectWindow((name, payload) => {
    pushes.push({ name, payload })
    if (name === 'index/ready') ready(payload as EnginePushes['index/ready'])
  }, inPlace)
  return { ...window, pushes, indexed }
}

describe('a store of a thousand nodes', () => {
  test('opens with its leaf end, then sends every column of the graph', async () => {
    const path = join(folder, 'bushy.db')
    generateStore({ shape: 'bushy', size: 1000, seed: 7, out: path })
    const window = openWindow()
    const opened = await window.handlers['store/open']({ path })
    expect(opened.ok && opened.value.tail.at(-1)?.id).toBe(opened.ok && opened.value.leaf)
    const { summary } = await window.indexed
    expect(summary.nodes).toBe(1000)
    if (!opened.ok) return
    const detail = await window.handlers['node/read']({
      store: opened.value.store,
      row: summary.leafRow ?? 0
    })
    expect(detail.ok && detail.value.card.id).toBe(opened.value.leaf)
    window.close()
  })
})

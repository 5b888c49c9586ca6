import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../testing/temp-folder'
import { storeFilesBelow, storeFilesIn } from './folder'

/** Runs as a user to whom permissions mean something, also where the tests run as root. */
function asOrdinaryUser<T>(body: () => T): T {
  if (process.geteuid?.() !== 0) return body()
  process.seteuid?.('nobody')
  try {
    return body()
  } finally {
    process.seteuid?.(0)
  }
}

function folderOf(...names: readonly string[]): string {
  const folder = tempFolder()
  chmodSync(folder, 0o755)
  for (const name of names) writeFileSync(join(folder, name), '')
  return folder
}

describe('the stores of a folder', () => {
  it('are its files and links by name, those of folders below too, sorted', () => {
    const folder = folderOf('b.db', 'a.db', 'a.db-wal', 'a.db.effects.db', 'notes.txt')
    mkdirSync(join(folder, 'below.db'))
    copyFileSync(join(folder, 'a.db'), join(folder, 'below.db', 'c.db'))
    symlinkSync(join(folder, 'a.db'), join(folder, 'link.db'))
    expect(storeFilesIn(folder)).toEqual({ ok: true, value: ['a.db', 'b.db', 'link.db'] })
    const files = ['a.db', 'b.db', 'below.db/c.db', 'link.db']
    expect(storeFilesBelow(folder)).toEqual({ ok: true, value: { files, closed: [] } })
  })

  it('hide no link that leads nowhere, and follow none to a folder', () => {
    const folder = folderOf('a.db')
    symlinkSync(join(folder, 'loop.db'), join(folder, 'loop.db'))
    symlinkSync('/nowhere/at/all.db', join(folder, 'lost.db'))
    symlinkSync(folder, join(folder, 'itself.db'))
    expect(storeFilesIn(folder)).toEqual({ ok: true, value: ['a.db', 'loop.db', 'lost.db'] })
  })

  it('are told beside a folder that may not be listed, which is told with its reason', () => {
    const folder = folderOf('a.db')
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o000 })
    expect(asOrdinaryUser(() => storeFilesBelow(folder))).toMatchObject({
      ok: true,
      value: { files: ['a.db'], closed: [{ name: 'closed', error: { code: 'permission', path: closed } }] }
    })
    expect(asOrdinaryUser(() => storeFilesIn(closed))).toMatchObject({
      ok: false,
      error: { code: 'permission' }
    })
  })
})

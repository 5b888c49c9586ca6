import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder'
import { SettingsFile } from './settings'

const userPrices = { prices: { m: { input: '1', output: '2' } }, aliases: {} }

/** Settings of a window whose file holds this text. */
function settingsIn(text: string): SettingsFile {
  const folder = tempFolder()
  writeFileSync(join(folder, 'settings.json'), text)
  return new SettingsFile(folder)
}

test('what is written is read again, and what was not written keeps its default', () => {
  const settings = new SettingsFile(tempFolder())
  const before = settings.read()
  settings.write({ userPrices })
  expect(settings.read()).toEqual({ ...before, userPrices })
})

test('recent stores come with the last one first, each once, until one is taken out', () => {
  const settings = new SettingsFile(tempFolder())
  for (const path of ['/a.db', '/b.db', '/a.db']) settings.addRecent(path, '')
  expect(settings.recent().map(({ path }) => path)).toEqual(['/a.db', '/b.db'])
  settings.removeRecent('/a.db')
  expect(settings.recent().map(({ path }) => path)).toEqual(['/b.db'])
})

test('a setting that cannot be read takes no other with it, least of all prices of the user', () => {
  const settings = settingsIn(JSON.stringify({ theme: 'sepia', sidebarWidth: null, userPrices }))
  expect(settings.read()).toMatchObject({ theme: 'system', sidebarWidth: 264, userPrices })
  settings.write({ ledgerOpen: true })
  expect(settings.read()).toMatchObject({ ledgerOpen: true, userPrices })
})

test.each(['', '[]', 'null', '{"theme":'])('a file with %j gives the defaults', (text) => {
  expect(settingsIn(text).read()).toEqual(new SettingsFile(tempFolder()).read())
})

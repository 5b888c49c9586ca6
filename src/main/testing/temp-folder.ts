import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A fresh folder that is taken away after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inspector-test-'))
  made.push(folder)
  return folder
}

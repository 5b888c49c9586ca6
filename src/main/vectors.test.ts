import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { runVectorFile } from '@shared/vectors/registry'
import { describe, expect, it } from 'vitest'
import { zlib } from './store/zlib'

/** The copies in the repository, and the originals where they lie beside it. */
const FOLDERS = ['test-data/vectors/a1', '../shared/vectors/a1'].filter((folder) => existsSync(folder))

describe.each(FOLDERS)('the operation vectors in %s', (folder) => {
  it.each(readdirSync(folder).sort())('hold: %s', (file) => {
    const bytes = readFileSync(join(folder, file))
    const content = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    const report = runVectorFile(basename(basename(file, '.gz'), '.json'), content, zlib)
    expect(report.failed).toEqual([])
  })
})

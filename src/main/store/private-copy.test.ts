import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { tempFolder } from '../testing/temp-folder'
import { removeLeftCopies } from './private-copy'

afterEach(() => vi.unstubAllEnvs())

test('a temp folder that cannot be listed holds no copies to remove', async () => {
  const missing = join(tempFolder(), 'missing')
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, missing)
  await expect(removeLeftCopies()).resolves.toBeUndefined()
})

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { realPath } from '../store/real-path'
import { tempFolder } from '../testing/temp-folder'
import { provideSample } from './sample'

test('the sample is copied once, and again where its store was deleted; what was changed of it stays', () => {
  const resources = tempFolder()
  const data = tempFolder()
  mkdirSync(join(resources, 'sample'))
  for (const name of ['sample.db', 'agent.db']) writeFileSync(join(resources, 'sample', name), 'as bundled')
  const path = provideSample(resources, data)
  const agent = join(data, 'sample', 'agent.db')
  expect(path).toBe(realPath(join(data, 'sample', 'sample.db')))
  writeFileSync(path, 'changed')
  writeFileSync(agent, 'changed')
  provideSample(resources, data)
  expect(readFileSync(path, 'utf8')).toBe('changed')
  rmSync(path)
  expect(provideSample(resources, data)).toBe(path)
  expect(readFileSync(path, 'utf8')).toBe('as bundled')
  expect(readFileSync(agent, 'utf8')).toBe('changed')
})

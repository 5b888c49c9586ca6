import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { StoreWriter } from '../../src/main/generator/store-writer'
import { compare } from '../result'
import { type EngineBench, MILLION } from './bench'
import { groupFloor } from './floor'

const SOURCES = ['turn', 'subagent', 'llm_query', 'observer', 'compaction']
const MODELS = [
  'claude-sonnet-4-5',
  'claude-haiku-4-5',
  'gpt-5',
  'gpt-5-mini',
  'gemini-2.5-pro',
  'acme/large'
]

/** `usage`: a million ledger rows reviewed and priced, from the request to the answer, against SQL's own GROUP BY. */
export const usage: EngineBench = {
  names: ['usage'],
  async run({ engine, repeats }) {
    const path = ledgerStore()
    const args = { path, pricesAt: null, userPrices: { prices: {}, aliases: {} } }
    const ours: number[] = []
    const floor: number[] = []
    for (let i = 0; i < repeats; i++) {
      floor.push(groupFloor(path))
      const start = performance.now()
      const answer = await engine.ask('usage/review', args)
      ours.push(performance.now() - start)
      if (!answer.ok) throw new Error(answer.error.message)
    }
    return [compare({ name: 'usage', ours, floor }, 'ms', 1.5, '≤ 1.5 × GROUP BY source, model')]
  }
}

/** Lies in a folder of its own: beside other stores their families would be looked for too. */
function ledgerStore(): string {
  const folder = join(process.cwd(), '.cache', 'bench-usage')
  const path = join(folder, 'ledger.db')
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  process.stderr.write(`generating a ledger of ${MILLION} rows\n`)
  const writer = new StoreWriter(`${path}.new`)
  for (let row = 0; row < MILLION; row++) {
    writer.usage({
      source: SOURCES[row % SOURCES.length] ?? '',
      model: MODELS[(row * 7) % MODELS.length] ?? '',
      input: row % 9973,
      output: row % 769,
      cached: row % 4001,
      reasoning: row % 97
    })
  }
  writer.close()
  renameSync(`${path}.new`, path)
  return path
}

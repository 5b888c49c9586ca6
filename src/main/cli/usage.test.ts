import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '@shared/json/parse'
import type { Json } from '@shared/json/value'
import { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StoreWriter } from '../generator/store-writer'
import { REAL_FAMILIES, writeFamily } from '../testing/real-families'
import { tempFolder } from '../testing/temp-folder'
import { addUsageCommand } from './usage'

let folder: string
beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => {
  process.exitCode = undefined
})

async function run(...args: string[]): Promise<{ out: string; code: number }> {
  let out = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  addUsageCommand(program)
  try {
    await program.parseAsync(['usage', ...args], { from: 'user' })
  } finally {
    write.mockRestore()
  }
  return { out, code: Number(process.exitCode ?? 0) }
}

async function json(...args: string[]): Promise<Json> {
  const { out } = await run(...args)
  const parsed = parseJson(out)
  if (!parsed.ok) throw new Error(out)
  return parsed.value
}

/** Follows keys and positions into a JSON value. */
function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => {
    if (inner instanceof Map) return inner.get(String(step))
    return Array.isArray(inner) ? inner[Number(step)] : undefined
  }, value)
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

const fourOf = (tokens: Json | undefined): (Json | undefined)[] =>
  ['input', 'output', 'cached_input', 'reasoning'].map((key) => at(tokens, key))

describe('usage of a folder', () => {
  it.each(['subagents', 'children-api', 'handoff-rlm', 'handoff-forced', 'compaction-auto', 'usage-sources'])(
    'adds up to what the provider reported: %s',
    async (name) => {
      writeFamily(folder, name)
      const report = await json(folder)
      const expected = (REAL_FAMILIES[name]?.provider_usage ?? []).map(BigInt)
      expect(fourOf(at(report, 'totals', 'combined', 'tokens'))).toEqual(expected)
      expect(fourOf(at(report, 'totals', 'own', 'tokens'))).toEqual(expected)
    }
  )

  it('changes no byte of the folder', async () => {
    writeFamily(folder, 'subagents')
    const before = readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name)).toString('base64')
    ])
    await run(folder)
    const after = readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name)).toString('base64')
    ])
    expect(after).toEqual(before)
  })

  it('says which stores it could not read, and exits with 3', async () => {
    writeFamily(folder, 'children-no-store')
    writeFileSync(join(folder, 'broken.db'), 'not a database')
    const { out, code } = await run(folder)
    expect(code).toBe(3)
    expect(out).toContain('"code":"not-sqlite"')
  })
})

describe('usage of one store', () => {
  it('tells its own sum from that of its family', async () => {
    writeFamily(folder, 'subagents')
    const root = '20260516_093016.db'
    const report = await json(join(folder, root))
    expect(at(report, 'totals', 'own', 'tokens', 'input')).toBe(16_000n)
    expect(at(report, 'totals', 'combined', 'tokens', 'input')).toBe(28_500n)
    const mirrors = list(at(report, 'rows')).filter((row) => at(row, 'mirror_of') !== null)
    expect(mirrors.map((row) => at(row, 'source'))).toEqual(['subagent', 'subagent'])
    expect(at(report, 'unpriced', 0, 'model')).toBe('acme/large-3')
    expect(at(report, 'totals', 'own', 'cost')).toBeNull()
  })

  it('names what lies beside it unread, and may still be complete', async () => {
    writeFamily(folder, 'children-no-store')
    writeFileSync(join(folder, 'broken.db'), 'not a database')
    const { out, code } = await run(join(folder, 'store.db'))
    expect(code).toBe(0)
    expect(out).toContain('"code":"not-sqlite"')
  })

  it('answers a missing path with one clear sentence and exits with 3', async () => {
    const { out, code } = await run(join(folder, 'nothing.db'))
    expect(code).toBe(3)
    expect(out).toContain('There is no file at this path.')
  })
})

describe('usage of a hostile store', () => {
  beforeEach(() => {
    const writer = new StoreWriter(join(folder, 'store.db'))
    const counts = { input: 1000, output: 10, cached: 0, reasoning: 0 }
    const models = ['<img src=x>', '=1+1', 'a,"b"\nc', 'x'.repeat(300), 'claude-haiku-4-5']
    for (const model of models) writer.usage({ source: 'turn', model, ...counts })
    writer.usage({ source: 'odd', model: 'claude-haiku-4-5', ...counts, input: -5 })
    writer.meta({
      sessionId: 's',
      sessionName: 's',
      createdAt: 'unix:1779000000',
      model: 'm',
      cwd: null,
      parentSessionId: null
    })
    writer.close()
  })

  it('gives every row, marks what is absurd and prices what it can', async () => {
    const report = await json(join(folder, 'store.db'), '--by', 'day', '--prices', '2026-09-01')
    expect(list(at(report, 'rows'))).toHaveLength(6)
    const odd = list(at(report, 'rows')).find((row) => at(row, 'source') === 'odd')
    expect(at(odd, 'cost')).toBeNull()
    expect(list(at(odd, 'assumptions'))).toContain('negative-count')
    expect(at(report, 'groups', 0, 'key')).toBe('2026-05-17')
    // 1000 × 1…2 + 10 × 5, the one row of the six with a price
    expect(at(report, 'totals', 'own', 'cost', 'low_micro_usd')).toBe(1050n)
    expect(at(report, 'totals', 'own', 'cost', 'high_micro_usd')).toBe(2050n)
    expect(at(report, 'totals', 'own', 'cost', 'complete')).toBe(false)
  })

  it('quotes what CSV needs quoted and defuses formulas', async () => {
    const { out } = await run(join(folder, 'store.db'), '--csv')
    expect(out).toContain(`,turn,'=1+1,`)
    expect(out).toContain(',turn,"a,""b""\nc",')
    const lines = out.split('\r\n')
    expect(lines).toHaveLength(8)
    expect(lines.at(-1)).toBe('')
  })

  it('gives the groups as CSV', async () => {
    const { out } = await run(join(folder, 'store.db'), '--csv', '--by', 'session')
    expect(out.split('\r\n').slice(1)).toEqual(['s,4995,60,0,0,0,1050,2050,no', ''])
  })

  it.each([
    ['--by', 'phase'],
    ['--prices', '2026-13-01'],
    ['--json', '--csv']
  ])('refuses %s %s', async (...args) => {
    await expect(run(join(folder, 'store.db'), ...args)).rejects.toThrow()
  })
})

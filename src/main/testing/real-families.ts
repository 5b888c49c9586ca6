import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countsOf, type TokenCounts } from '@shared/domain/usage/counts'
import { createdDay } from '@shared/domain/usage/day'
import { mergeRecordingRule } from '@shared/domain/usage/ledger'
import type { UsageSession } from '@shared/domain/usage/sessions'
import { z } from 'zod'
import { StoreWriter } from '../generator/store-writer'

/** For tests: the ledgers of real families and what the provider itself reported, numbers and ids only. */
const usageRow = z.tuple([z.string(), z.string(), z.number(), z.number(), z.number(), z.number()])
const realFamily = z.object({
  provider_usage: z.array(z.number()),
  mirror_check: z.record(z.string(), z.array(z.array(z.number()))),
  sessions: z.array(
    z.object({
      store: z.string(),
      session: z.string(),
      parent: z.string().nullable(),
      revision: z.number(),
      created_at: z.string(),
      provider: z.string(),
      model: z.string(),
      handoffs: z.array(z.string()),
      rows: z.array(usageRow)
    })
  )
})
export type RealFamily = z.infer<typeof realFamily>

export const REAL_FAMILIES: Readonly<Record<string, RealFamily>> = z
  .record(z.string(), realFamily)
  .parse(JSON.parse(readFileSync('test-data/usage/families.json', 'utf8')))

/** input, output, cached, reasoning, as the families list them. */
export function countsFrom([
  input = 0,
  output = 0,
  cached = 0,
  reasoning = 0
]: readonly number[]): TokenCounts {
  return countsOf({
    input_tokens: BigInt(input),
    output_tokens: BigInt(output),
    cached_input_tokens: BigInt(cached),
    reasoning_tokens: BigInt(reasoning)
  })
}

/** The sessions of a family as `gatherUsage` reads them from its stores. */
export function sessionsOf(name: string): UsageSession[] {
  return familyOf(name).sessions.map((session) => ({
    store: session.store,
    session: session.session,
    parent: session.parent,
    revision: BigInt(session.revision),
    day: createdDay(session.created_at),
    layout: 'cached-inside',
    head: { providerId: session.provider, model: session.model },
    handoffs: session.handoffs,
    successor: false,
    unbookedTurn: null,
    turnsWithoutRow: 0,
    rows: mergedRows(session.rows)
  }))
}

/** Writes the stores of a family into a folder, with the tool records that name successors. */
export function writeFamily(folder: string, name: string): void {
  for (const session of familyOf(name).sessions) {
    const writer = new StoreWriter(join(folder, session.store))
    for (const successor of session.handoffs) writer.node(`to-${successor}`, handoffNode(successor))
    for (const [source, model, input, output, cached, reasoning] of session.rows) {
      writer.usage({ source, model, input, output, cached, reasoning })
    }
    const config = {
      provider_id: session.provider,
      configured_model: session.model,
      context_window: 0,
      execution_mode: 'standard'
    }
    writer.head({ sessionId: session.session, revision: session.revision, config, leaf: null })
    writer.meta({
      sessionId: session.session,
      sessionName: name,
      createdAt: session.created_at,
      model: session.model,
      cwd: null,
      parentSessionId: session.parent
    })
    writer.close()
  }
}

function familyOf(name: string): RealFamily {
  const family = REAL_FAMILIES[name]
  if (family === undefined) throw new Error(`no family ${name}`)
  return family
}

function mergedRows(rows: RealFamily['sessions'][number]['rows']): UsageSession['rows'] {
  const entries = rows.map(([source, model, input, output, cached, reasoning]) => ({
    source,
    model,
    usage: {
      input_tokens: BigInt(input),
      output_tokens: BigInt(output),
      cached_input_tokens: BigInt(cached),
      reasoning_tokens: BigInt(reasoning)
    }
  }))
  return mergeRecordingRule(entries).map(({ source, model, usage }) => ({
    source,
    model,
    counts: countsOf(usage),
    stored: entries.filter((entry) => entry.source === source && entry.model === model).length
  }))
}

function handoffNode(successor: string): string {
  const record = {
    call_id: `to-${successor}`,
    tool: 'continue_as',
    args: {},
    output: {
      outcome: { status: 'success', payload: null },
      control: { type: 'handoff', session_id: successor }
    },
    duration_ms: 0
  }
  return JSON.stringify({
    node_id: `to-${successor}`,
    timestamp: '2026-05-16T09:30:16+00:00',
    kind: 'event',
    event: { Tool: { Invocation: { stable_key: successor, record } } }
  })
}

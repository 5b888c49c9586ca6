import type { Zlib } from '@shared/domain/blobs/content'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { blobsRunner } from './blobs'
import { asArray, asObject, BadCase, text, type VectorRunner } from './case'
import { codecRunners } from './codec'
import { graphRunners } from './graph'
import { stateRunners } from './runtime'
import { usageRunner } from './usage'

/** Which runner computes the cases of which file, by the file's name without extension and `-<n>`. */
const runners = (zlib: Zlib): Readonly<Record<string, VectorRunner>> => ({
  ...codecRunners,
  ...graphRunners,
  ...stateRunners,
  blobs: blobsRunner(zlib),
  usage: usageRunner
})

export interface VectorReport {
  readonly passed: number
  readonly failed: readonly { readonly name: string; readonly reason: string }[]
  /** Operations that have no runner: the file's name, or `<file>: <op>`, each once. */
  readonly notSupported: readonly { readonly operation: string; readonly cases: number }[]
}

/**
 * Runs every case of one vector file against the domain.
 *
 * @param stem the file's name without `.json`; `usage-2` is part of `usage`
 * @param content the file: a JSON array of `{"name", "input", "output"}`
 * @param zlib what stored blobs are compressed with
 */
export function runVectorFile(stem: string, content: string, zlib: Zlib): VectorReport {
  const kind = stem.replace(/-\d+$/, '')
  const runner = runners(zlib)[kind]
  const cases = parseJson(content)
  if (!cases.ok || !Array.isArray(cases.value)) {
    return { passed: 0, failed: [{ name: stem, reason: 'not a vector file' }], notSupported: [] }
  }
  let passed = 0
  const failed: { name: string; reason: string }[] = []
  const notSupported = new Map<string, number>()
  for (const [index, each] of asArray(cases.value, 'the file').entries()) {
    const outcome = runCase(kind, runner, each, index)
    if (outcome.kind === 'passed') passed++
    else if (outcome.kind === 'failed') failed.push({ name: outcome.name, reason: outcome.reason })
    else notSupported.set(outcome.operation, (notSupported.get(outcome.operation) ?? 0) + 1)
  }
  return {
    passed,
    failed,
    notSupported: [...notSupported].map(([operation, count]) => ({ operation, cases: count }))
  }
}

type CaseOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly name: string; readonly reason: string }
  | { readonly kind: 'not supported'; readonly operation: string }

function runCase(kind: string, runner: VectorRunner | undefined, value: Json, index: number): CaseOutcome {
  let name = `case ${index}`
  try {
    const entry = asObject(value, 'the case')
    name = text(entry, 'name')
    const input = asObject(entry.get('input'), 'input')
    const actual = runner?.(input, name)
    if (actual === undefined) return { kind: 'not supported', operation: operationOf(kind, input) }
    const wanted = entry.get('output') ?? null
    const difference = findDifference(binding(kind, wanted), binding(kind, actual), 'output')
    return difference === undefined ? { kind: 'passed' } : { kind: 'failed', name, reason: difference }
  } catch (error) {
    if (error instanceof BadCase) return { kind: 'failed', name, reason: error.message }
    const reason = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', name, reason: `the operation failed: ${reason}` }
  }
}

function operationOf(kind: string, input: JsonObject): string {
  const op = input.get('op')
  return typeof op === 'string' ? `${kind}: ${op}` : kind
}

/** Error texts are the original's own words: binding only in the usage differences, which name what is wrong. */
function binding(kind: string, value: Json): Json {
  if (kind === 'usage' || !(value instanceof Map))
    return Array.isArray(value) ? value.map((v) => binding(kind, v)) : value
  const entries = [...value].filter(([key]) => key !== 'error' && key !== 'encode_error')
  return new Map(entries.map(([key, item]) => [key, binding(kind, item)]))
}

/** Names the first place where two values differ; `undefined` when they are equal without loss. */
function findDifference(wanted: Json, actual: Json, path: string): string | undefined {
  if (wanted instanceof Map && actual instanceof Map) {
    for (const key of new Set([...wanted.keys(), ...actual.keys()])) {
      const [left, right] = [wanted.get(key), actual.get(key)]
      if (left === undefined) return `${path}.${key}: not expected, got ${show(right)}`
      if (right === undefined) return `${path}.${key}: expected ${show(left)}, got nothing`
      const difference = findDifference(left, right, `${path}.${key}`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  if (Array.isArray(wanted) && Array.isArray(actual) && wanted.length === actual.length) {
    for (const [index, item] of wanted.entries()) {
      const difference = findDifference(item, actual[index], `${path}[${index}]`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  const same = writeJson(wanted) === writeJson(actual)
  return same ? undefined : `${path}: expected ${show(wanted)}, got ${show(actual)}`
}

function show(value: Json | undefined): string {
  const written = value === undefined ? 'nothing' : writeJson(value)
  return written.length > 200 ? `${written.slice(0, 200)}…` : written
}

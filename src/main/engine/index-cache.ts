import { readFileSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { GraphState } from '@shared/domain/columns/append'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { HashKey } from '@shared/domain/columns/row-memory'
import { columnsOf, NODE_COLUMNS, type Shape } from '@shared/domain/columns/shape'
import type { CanvasLayout } from '@shared/domain/layout/layout'
import { OWN_OF_RUNS, READ_LAYOUT, SEGMENTS } from '@shared/domain/layout/shape'
import type { ColumnData } from '@shared/ipc/store'
import { z } from 'zod'
import { readColumnFile, writeColumnFile } from './column-file'

/** What is kept of a verified store: enough to draw it again without reading a row or working anything out. */
export interface KeptGraph {
  readonly key: HashKey
  readonly state: GraphState
  /** The layout with copies folded. */
  readonly layout: CanvasLayout
}

/** Of a store with fewer rows an index is read faster than it is kept. */
export const KEPT_FROM_ROWS = 20_000
const KEPT_FILES = 16

const row = z.number().int().nonnegative()
const factsSchema = z.object({
  stamp: z.string(),
  build: z.number(),
  key: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  count: row,
  first: z.number(),
  renamed: z.array(z.tuple([row, z.string()])),
  shadowed: z.array(z.tuple([row, row])),
  leafRow: z.number().int(),
  path: z.object({
    end: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('no-leaf') }),
      z.object({ kind: z.literal('root') }),
      z.object({ kind: z.literal('leaf-missing') }),
      z.object({ kind: z.literal('lost-parent'), row }),
      z.object({ kind: z.literal('cycle'), members: z.array(row) })
    ]),
    length: row,
    top: z.number().int()
  }),
  cycles: z.array(z.array(row)),
  branches: row
})
type Facts = z.infer<typeof factsSchema>

const ROWS = { ...NODE_COLUMNS, idLow: Uint32Array, idHigh: Uint32Array } as const
const LOST = { row: Uint32Array, low: Uint32Array, high: Uint32Array } as const
const LIKENESS = {
  identityLow: Uint32Array,
  identityHigh: Uint32Array,
  contentLow: Uint32Array,
  contentHigh: Uint32Array,
  textBytes: Uint32Array
} as const
const BRANCHES = {
  branchOf: Int32Array,
  top: Uint32Array,
  last: Uint32Array,
  nodes: Uint32Array,
  bytes: Float64Array,
  copies: Uint32Array,
  variants: Uint32Array,
  unique: Uint32Array,
  tombstoned: Uint32Array
} as const

/** Another build of the app may lay the same graph out otherwise, or see other things in it. */
const thisBuild = (): number => crc32(readFileSync(import.meta.filename))

/** Keeps a graph, and lets go of the graphs that were kept longest ago. */
export async function keepGraph(file: string, stamp: string, graph: KeptGraph): Promise<void> {
  const { likeness, index } = graph.state
  if (likeness === undefined) return
  const facts: Facts = {
    stamp,
    build: thisBuild(),
    key: [...graph.key],
    count: index.count,
    first: likeness.first,
    renamed: likeness.renamed.map(([at, id]) => [at, id]),
    shadowed: [...index.shadowed],
    leafRow: index.leafRow,
    path: { ...index.path, end: pathEndOf(index) },
    cycles: index.cycles.map((members) => [...members]),
    branches: index.branches.count
  }
  const columns = new Map([
    ...named('rows', ROWS, index, index.count),
    ...named('lost', LOST, index.lost),
    ...named('likeness', LIKENESS, likeness, index.count),
    ...named('branches', BRANCHES, index.branches),
    ...named('read', READ_LAYOUT, graph.layout.read),
    ...named('runs', OWN_OF_RUNS, graph.layout.runs)
  ])
  await writeColumnFile(file, { facts, columns })
  await dropOldest(dirname(file))
}

/** The kept graph, if it is whole, of this stamp and of this build. Any other is as good as none. */
export async function readKeptGraph(file: string, stamp: string): Promise<KeptGraph | undefined> {
  let known: Facts | undefined
  const read = await readColumnFile(file, (facts) => {
    const parsed = factsSchema.safeParse(facts)
    if (!parsed.success || parsed.data.stamp !== stamp || parsed.data.build !== thisBuild()) return false
    known = parsed.data
    return true
  })
  return read === undefined || known === undefined ? undefined : graphOf(known, read.columns)
}

function graphOf(facts: Facts, columns: ReadonlyMap<string, ColumnData>): KeptGraph | undefined {
  const { count, renamed, first, leafRow, path, cycles } = facts
  const taken = <S extends Shape>(set: string, shape: S) =>
    columnsOf(shape, (name) => columns.get(`${set}.${name}`))
  const rows = taken('rows', ROWS)
  const lost = taken('lost', LOST)
  const likeness = taken('likeness', LIKENESS)
  const branches = taken('branches', BRANCHES)
  const read = taken('read', READ_LAYOUT)
  const segments = taken('read', SEGMENTS)
  const runs = taken('runs', OWN_OF_RUNS)
  if (!(rows && lost && likeness && branches && read && segments && runs)) return undefined
  const index: GraphIndex = {
    ...rows,
    count,
    lost,
    renamed: new Map(renamed),
    shadowed: new Map(facts.shadowed),
    leafRow,
    path,
    cycles,
    branches: { ...branches, count: facts.branches }
  }
  return {
    key: facts.key,
    state: { likeness: { ...likeness, count, first, renamed }, index },
    layout: { read, runs: { ...segments, ...runs } }
  }
}

/** Columns under the names they have in the file; `rows` cuts those that have room for more. */
function named<S extends Shape>(
  set: string,
  shape: S,
  from: { readonly [Name in keyof S]: ColumnData },
  rows?: number
): [string, ColumnData][] {
  return Object.keys(shape).flatMap((name): [string, ColumnData][] => {
    const data = from[name]
    return data === undefined ? [] : [[`${set}.${name}`, data.subarray(0, rows)]]
  })
}

/** The end of a path with a list that may be written to, as the schema has it. */
function pathEndOf({ path: { end } }: GraphIndex): Facts['path']['end'] {
  return end.kind === 'cycle' ? { ...end, members: [...end.members] } : end
}

/** Keeps the folder from growing without end. */
async function dropOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graph'))
  if (names.length <= KEPT_FILES) return
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), time: (await stat(join(folder, name))).mtimeMs }))
  )
  for (const { path } of files.sort((a, b) => b.time - a.time).slice(KEPT_FILES))
    await rm(path, { force: true })
}

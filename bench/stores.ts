import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'

export type ShapeName = 'long' | 'bushy' | 'wide' | 'dust'
export const MILLION = 1_000_000
const SEED = 5

/** The shapes that a run measures: two unless `full`, or only the one that is named. */
export function shapesOf(full: boolean, only: string | undefined): readonly ShapeName[] {
  const all: readonly ShapeName[] = ['long', 'bushy', 'wide', 'dust']
  return only === undefined ? all.slice(0, full ? 4 : 2) : all.filter((shape) => shape === only)
}

/** @returns path of a generated store; made by the built command line once, and kept for later runs */
export function cachedStore(shape: ShapeName, nodes: number): string {
  const folder = join(process.cwd(), '.cache', 'bench')
  const path = join(folder, `${shape}-${nodes}-${SEED}.db`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  process.stderr.write(`generating ${shape}, ${nodes} nodes\n`)
  const cli = join(process.cwd(), 'out', 'main', 'cli.js')
  const made = spawnSync(
    process.execPath,
    [cli, 'generate', shape, '--size', String(nodes), '--seed', String(SEED), '--out', `${path}.new`],
    { stdio: ['ignore', 2, 2], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }
  )
  if (made.status !== 0) throw new Error(`${path} could not be generated`)
  renameSync(`${path}.new`, path)
  return path
}

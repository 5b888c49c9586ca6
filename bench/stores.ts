import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type ShapeName = 'long' | 'bushy' | 'wide' | 'dust'
export const MILLION = 1_000_000
const SEED = 5

/** The shapes that a run measures: two unless `full`, or only the one that is named. */
export function shapesOf(full: boolean, only: string | undefined): readonly ShapeName[] {
  const all: readonly ShapeName[] = ['long', 'bushy', 'wide', 'dust']
  return only === undefined ? all.slice(0, full ? 4 : 2) : all.filter((shape) => shape === only)
}

/**
 * @returns path of a generated store; made by the built command line once, and kept for later runs. Awaited, since
 *   Electron ends helpers of its own whose parent answers nothing for as long as it takes
 */
export async function cachedStore(shape: ShapeName, nodes: number): Promise<string> {
  const folder = join(process.cwd(), '.cache', 'bench')
  const path = join(folder, `${shape}-${nodes}-${SEED}.db`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  process.stderr.write(`generating ${shape}, ${nodes} nodes\n`)
  const cli = join(process.cwd(), 'out', 'main', 'cli.js')
  await promisify(execFile)(
    process.execPath,
    [cli, 'generate', shape, '--size', String(nodes), '--seed', String(SEED), '--out', `${path}.new`],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }
  )
  renameSync(`${path}.new`, path)
  return path
}

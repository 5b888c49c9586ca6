import { join } from 'node:path'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import type { Command } from 'commander'
import { isFolder, storeFilesBelow } from '../store/folder'
import type { StoreError } from '../store/store-error'
import { EXIT_NOT_READABLE } from './exit-codes'
import { type Inspection, inspectStore, unreadable } from './store-json'

/** Adds `inspect <path…>`: everything that a store holds and what is wrong with it, as JSON on stdout. */
export function addInspectCommand(program: Command): void {
  program
    .command('inspect')
    .description('read stores, or all stores of a folder, and print what they hold as JSON')
    .argument('<path...>', 'store files or folders')
    .option('--json', 'JSON on stdout (the only form)')
    .action(async (paths: readonly string[]) => {
      const { json, readable } = await inspectAll(paths)
      process.stdout.write(`${writeJson(json)}\n`)
      if (!readable) process.exitCode = EXIT_NOT_READABLE
    })
}

/** One store gives its own object; several paths or a folder give an object by path. */
export async function inspectAll(paths: readonly string[]): Promise<Inspection> {
  const [first, ...others] = paths
  if (first !== undefined && others.length === 0) {
    return isFolder(first) ? inspectEach(below(first, '')) : inspectStore(first)
  }
  return inspectEach(paths.flatMap((path) => (isFolder(path) ? below(path, path) : [{ key: path, path }])))
}

interface Asked {
  readonly key: string
  readonly path: string
  /** Why there is nothing to open: a folder that may not be listed. */
  readonly closed?: StoreError
}

async function inspectEach(asked: readonly Asked[]): Promise<Inspection> {
  const inspected = new Map<string, Json>()
  let readable = true
  for (const { key, path, closed } of asked) {
    const inspection = closed === undefined ? await inspectStore(path) : unreadable(closed)
    inspected.set(key, inspection.json)
    readable &&= inspection.readable
  }
  return { json: inspected, readable }
}

/** The stores of a folder; a folder that cannot be listed stands for itself, so that its error is told. */
function below(folder: string, prefix: string): Asked[] {
  const content = storeFilesBelow(folder)
  if (!content.ok) return [{ key: folder, path: folder, closed: content.error }]
  const { files, closed } = content.value
  const placed = (name: string) => ({ key: join(prefix, name), path: join(folder, name) })
  return [...files.map(placed), ...closed.map(({ name, error }) => ({ ...placed(name), closed: error }))]
}

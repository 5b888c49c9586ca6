import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import type { Command } from 'commander'
import { storeFilesBelow } from '../store/folder'
import { EXIT_NOT_READABLE } from './exit-codes'
import { inspectStore } from './store-json'

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
async function inspectAll(paths: readonly string[]): Promise<{ json: Json; readable: boolean }> {
  const [first] = paths
  if (paths.length === 1 && first !== undefined && !isFolder(first)) return inspectStore(first)
  const inspected = new Map<string, Json>()
  let readable = true
  for (const { key, path } of paths.flatMap(expand)) {
    const inspection = await inspectStore(path)
    inspected.set(key, inspection.json)
    readable &&= inspection.readable
  }
  return { json: inspected, readable }
}

/** A folder stands for its stores, named relative to it. */
function expand(path: string): { key: string; path: string }[] {
  if (!isFolder(path)) return [{ key: path, path }]
  return storeFilesBelow(path).map((name) => ({ key: name, path: join(path, name) }))
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

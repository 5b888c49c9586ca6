import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { runVectorFile } from '@shared/vectors/registry'
import type { Command } from 'commander'
import { zlib } from '../store/zlib'
import { EXIT_FAILED } from './exit-codes'

/** Adds `vectors <folder>`: runs every vector file of a folder against the domain and counts. */
export function addVectorsCommand(program: Command): void {
  program
    .command('vectors')
    .description('run the operation vectors of a folder (*.json, *.json.gz) and count what holds')
    .argument('<folder>', 'folder of vector files')
    .action((folder: string, _options: unknown, command: Command) => {
      const files = vectorFiles(folder)
      if (files === undefined) command.error(`'${folder}' is not a folder that can be read`)
      else runFolder(folder, files)
    })
}

function vectorFiles(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => /\.json(\.gz)?$/.test(name))
      .sort()
  } catch {
    return undefined
  }
}

function runFolder(folder: string, files: readonly string[]): void {
  let [passed, failed, unsupported] = [0, 0, 0]
  for (const file of files) {
    const report = runVectorFile(basename(basename(file, '.gz'), '.json'), readText(join(folder, file)), zlib)
    passed += report.passed
    failed += report.failed.length
    for (const { name, reason } of report.failed) print(`${file}: ${name}: ${reason}`)
    for (const { operation, cases } of report.notSupported) {
      unsupported += cases
      print(`not supported: ${operation} (${cases} cases)`)
    }
  }
  print(`${passed} passed, ${failed} failed, ${unsupported} not supported`)
  if (failed > 0) process.exitCode = EXIT_FAILED
}

function readText(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** Reads a JSON file of our own; `fallback` where it is missing, unreadable or of another shape. */
export function readJsonFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  fallback: z.infer<Schema>
): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return fallback
  }
}

/** Writes a JSON file of our own whole or not at all: beside it first, then renamed over it. */
export function writeJsonFile(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(value, null, 2))
  renameSync(`${file}.new`, file)
}

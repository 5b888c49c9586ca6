import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ColumnData } from '@shared/ipc/store'
import { z } from 'zod'

const FORMAT = 5
const PREFIX_BYTES = 12
/** Heads hold facts, not rows; a longer one is damaged. */
const LONGEST_HEAD = 64 * 1024 * 1024

const types = {
  Float64Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Uint8Array
} as const

const headSchema = z.object({
  facts: z.unknown(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['Float64Array', 'Int32Array', 'Uint32Array', 'Uint16Array', 'Uint8Array']),
      length: z.number().int().nonnegative(),
      crc: z.number()
    })
  )
})

type Columns = ReadonlyMap<string, ColumnData>

/** What a file holds: facts as JSON, and columns by name. */
export interface ColumnFile {
  readonly facts: unknown
  readonly columns: Columns
}

/** Writes a file beside its final name and then gives it that, so that no half file is ever read. */
export async function writeColumnFile(file: string, { facts, columns }: ColumnFile): Promise<void> {
  const list = [...columns].map(([name, data]) => ({
    name,
    type: data.constructor.name,
    length: data.length,
    crc: crc32(bytesOf(data))
  }))
  const head = Buffer.from(JSON.stringify({ facts, columns: list }))
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeUInt32LE(FORMAT, 0)
  prefix.writeUInt32LE(head.length, 4)
  prefix.writeUInt32LE(crc32(head), 8)
  const unfinished = `${file}.${process.pid}`
  await mkdir(dirname(file), { recursive: true })
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.write(prefix)
    await handle.write(head)
    for (const data of columns.values()) if (data.length > 0) await handle.write(bytesOf(data))
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
}

/**
 * Reads a file back, each column straight into its own memory. Undefined where there is none, where it is damaged, or
 * where `accepts` refuses its facts, which are looked at before any column is read.
 */
export async function readColumnFile(
  file: string,
  accepts: (facts: unknown) => boolean
): Promise<ColumnFile | undefined> {
  let handle: Awaited<ReturnType<typeof open>>
  try {
    handle = await open(file)
  } catch {
    return undefined
  }
  try {
    const prefix = Buffer.alloc(PREFIX_BYTES)
    await handle.read(prefix, 0, PREFIX_BYTES, 0)
    const length = prefix.readUInt32LE(4)
    if (prefix.readUInt32LE(0) !== FORMAT || length > LONGEST_HEAD) return undefined
    const text = Buffer.alloc(length)
    await handle.read(text, 0, length, PREFIX_BYTES)
    if (crc32(text) !== prefix.readUInt32LE(8)) return undefined
    const head = headSchema.safeParse(JSON.parse(text.toString()))
    if (!head.success || !accepts(head.data.facts)) return undefined
    const columns = await readColumns(handle, head.data.columns, PREFIX_BYTES + length)
    return columns === undefined ? undefined : { facts: head.data.facts, columns }
  } catch {
    return undefined
  } finally {
    await handle.close()
  }
}

async function readColumns(
  handle: Awaited<ReturnType<typeof open>>,
  list: z.infer<typeof headSchema>['columns'],
  from: number
): Promise<Columns | undefined> {
  const { size } = await handle.stat()
  const bytes = list.reduce((sum, { type, length }) => sum + length * types[type].BYTES_PER_ELEMENT, 0)
  if (from + bytes !== size) return undefined
  let at = from
  const columns = await Promise.all(
    list.map(async ({ name, type, length, crc }): Promise<[string, ColumnData] | undefined> => {
      const data = new types[type](length)
      const into = bytesOf(data)
      const start = at
      at += into.length
      if (into.length > 0) await handle.read(into, 0, into.length, start)
      return crc32(into) === crc ? [name, data] : undefined
    })
  )
  const whole = columns.filter((column) => column !== undefined)
  return whole.length === list.length ? new Map(whole) : undefined
}

const bytesOf = (column: ColumnData): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { IndexPart } from '@shared/domain/columns/index-part'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { z } from 'zod'
import type { HashKey } from './scan-job'

/** What is kept of a verified store: enough to draw it again without reading a row. */
export interface KeptIndex {
  readonly key: HashKey
  readonly part: IndexPart
  readonly likeness: LikenessPart
}

/** Of a store with fewer rows an index is read faster than it is kept. */
export const KEPT_FROM_ROWS = 20_000
const KEPT_FILES = 16
const FORMAT = 2

const COLUMNS = {
  seq: Float64Array,
  kind: Uint8Array,
  flags: Uint16Array,
  bytes: Uint32Array,
  time: Float64Array,
  lines: Uint8Array,
  idLow: Uint32Array,
  idHigh: Uint32Array,
  parentLow: Uint32Array,
  parentHigh: Uint32Array
} as const
const LIKENESS = ['identityLow', 'identityHigh', 'contentLow', 'contentHigh', 'textBytes'] as const

const headSchema = z.object({
  format: z.literal(FORMAT),
  stamp: z.string(),
  key: z.tuple([z.number(), z.number()]),
  count: z.number().int().nonnegative(),
  first: z.number(),
  renamed: z.array(z.tuple([z.number(), z.string()])),
  crc: z.number()
})

/** Writes an index beside its final name and then gives it that, so that no half file is ever read. */
export async function keepIndex(
  file: string,
  stamp: string,
  { key, part, likeness }: KeptIndex
): Promise<void> {
  const columns: Uint8Array[] = [
    ...Object.keys(COLUMNS).map((name) =>
      bytesOf(part[name as keyof typeof COLUMNS].subarray(0, part.count))
    ),
    ...LIKENESS.map((name) => bytesOf(likeness[name].subarray(0, part.count)))
  ]
  const head = {
    format: FORMAT,
    stamp,
    key,
    count: part.count,
    first: likeness.first,
    renamed: part.renamed,
    crc: columns.reduce((crc, column) => crc32(column, crc), 0)
  }
  const unfinished = `${file}.${process.pid}`
  await mkdir(dirname(file), { recursive: true })
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.write(paddedHead(JSON.stringify(head)))
    for (const column of columns) await handle.write(column)
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
  await dropOldest(dirname(file))
}

/** The kept index, if it is whole and of this stamp. Wrong, old or damaged ones are as good as none. */
export async function readKeptIndex(file: string, stamp: string): Promise<KeptIndex | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch {
    return undefined
  }
  const head = headOf(bytes)
  if (head === undefined || head.stamp !== stamp) return undefined
  return columnsOf(bytes, head)
}

/** Length and text of the head, filled up so that the columns behind it are aligned. */
function paddedHead(text: string): Buffer {
  const body = Buffer.from(text)
  const padded = Buffer.alloc(8 + Math.ceil(body.length / 8) * 8, 0x20)
  padded.writeUInt32LE(padded.length, 0)
  padded.writeUInt32LE(body.length, 4)
  body.copy(padded, 8)
  return padded
}

function headOf(bytes: Buffer): (z.infer<typeof headSchema> & { readonly at: number }) | undefined {
  if (bytes.length < 8) return undefined
  const at = bytes.readUInt32LE(0)
  const length = bytes.readUInt32LE(4)
  try {
    const head = headSchema.safeParse(JSON.parse(bytes.toString('utf8', 8, 8 + length)))
    return head.success ? { ...head.data, at } : undefined
  } catch {
    return undefined
  }
}

function columnsOf(
  bytes: Buffer,
  head: z.infer<typeof headSchema> & { readonly at: number }
): KeptIndex | undefined {
  const { count } = head
  const sizes = [
    ...Object.values(COLUMNS).map(({ BYTES_PER_ELEMENT }) => BYTES_PER_ELEMENT),
    ...LIKENESS.map(() => 4)
  ]
  if (bytes.length !== head.at + sizes.reduce((sum, size) => sum + size * count, 0)) return undefined
  if (crc32(bytes.subarray(head.at)) !== head.crc) return undefined
  let at = head.at
  const take = (elementBytes: number): ArrayBuffer => {
    const from = bytes.byteOffset + at
    at += elementBytes * count
    const copy = new ArrayBuffer(elementBytes * count)
    new Uint8Array(copy).set(new Uint8Array(bytes.buffer, from, elementBytes * count))
    return copy
  }
  const part: IndexPart = {
    count,
    seq: new Float64Array(take(8)),
    kind: new Uint8Array(take(1)),
    flags: new Uint16Array(take(2)),
    bytes: new Uint32Array(take(4)),
    time: new Float64Array(take(8)),
    lines: new Uint8Array(take(1)),
    idLow: new Uint32Array(take(4)),
    idHigh: new Uint32Array(take(4)),
    parentLow: new Uint32Array(take(4)),
    parentHigh: new Uint32Array(take(4)),
    renamed: head.renamed
  }
  const likeness: LikenessPart = {
    count,
    first: head.first,
    identityLow: new Uint32Array(take(4)),
    identityHigh: new Uint32Array(take(4)),
    contentLow: new Uint32Array(take(4)),
    contentHigh: new Uint32Array(take(4)),
    textBytes: new Uint32Array(take(4))
  }
  return { key: head.key, part, likeness }
}

const bytesOf = (column: ArrayBufferView): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

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

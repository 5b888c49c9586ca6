import type { NewRows } from '@shared/domain/columns/append'
import { type IndexPart, joinParts, PartBuilder } from '@shared/domain/columns/index-part'
import { joinLikenesses, LikenessBuilder, type LikenessPart } from '@shared/domain/columns/likeness-part'
import type { HashKey } from '@shared/domain/columns/row-memory'
import { RowScanner } from '@shared/domain/columns/row-scanner'
import { Connection, type OpenAs } from './connection'
import { fullDecoder } from './full-decoder'
import type { StoreEra } from './layout'
import { RowReader } from './row-batches'

/** A run of rows to read: `after < seq <= through`. */
export interface RowRange {
  readonly path: string
  readonly as: OpenAs
  readonly era: StoreEra
  readonly after: number
  readonly through: number
}

export interface ScanJob extends RowRange {
  readonly job: 'scan'
  readonly key: HashKey
}

export interface VerifyJob extends RowRange {
  readonly job: 'verify'
  readonly key: HashKey
}

/** Rows that room is made for at first: as many as the range can hold, unless its numbers lie far apart. */
const expected = ({ after, through }: Pick<RowRange, 'after' | 'through'>): number =>
  Math.max(1, Math.min(through - after, 65_536))

/** Verification pass over a run of rows: each is decoded strictly and its likeness taken. */
export function verifyRows(job: VerifyJob): LikenessPart {
  const connection = new Connection(job.path, job.as)
  try {
    const likenesses = new LikenessBuilder(expected(job))
    const scanner = new RowScanner(fullDecoder(job.era), job.key)
    new RowReader(connection, scanner.memory).read(job.after, job.through, (row) =>
      likenesses.add(row.seq, scanner.read(row) ? scanner.likeness() : undefined)
    )
    return likenesses.finish()
  } finally {
    connection.close()
  }
}

/** First pass over a run of rows; ids are not compared with their column. */
export function scanRows({ path, as, era, after, through, key }: ScanJob): IndexPart {
  const connection = new Connection(path, as)
  try {
    const part = new PartBuilder(expected({ after, through }))
    const scanner = new RowScanner(fullDecoder(era), key)
    new RowReader(connection, scanner.memory, false).read(after, through, (row) => {
      scanner.read(row)
      part.add(scanner)
    })
    return part.finish()
  } finally {
    connection.close()
  }
}

/**
 * Both passes at once over a run of rows, in this thread, on a connection that is open already.
 * @param scanner holds the key under which is hashed
 * @param onRow told the `seq` of each row that is read
 */
export function readVerified(
  connection: Connection,
  { after, through }: Pick<RowRange, 'after' | 'through'>,
  scanner: RowScanner,
  onRow: (seq: number) => void = () => {}
): NewRows {
  const part = new PartBuilder()
  const likenesses = new LikenessBuilder()
  new RowReader(connection, scanner.memory).read(after, through, (row) => {
    onRow(row.seq)
    const decodes = scanner.read(row)
    part.add(scanner)
    likenesses.add(row.seq, decodes ? scanner.likeness() : undefined)
  })
  // joining leaves out the room that the builders keep for more
  return { part: joinParts([part.finish()]), likeness: joinLikenesses([likenesses.finish()]) }
}

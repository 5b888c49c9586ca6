import { found } from './found'
import { addRange, beginHash, endHash, setHashKey } from './hash'
import { readNode } from './node'
import { Place, REFUSED } from './text'

/*
 * Reads rows of `graph_nodes` where they lie in this memory. What it finds stands in `found` until the next row.
 */

export { found }

/** Ids are hashed under this tag, identities and contents under theirs with the tag of the node. */
const ID = 0
const IDENTITY = 16
const CONTENT = 32

const PAGE: usize = 65_536
/** What may be looked at behind a text. */
const MARGIN: usize = 64

/** Sets the key under which ids and contents are hashed from now on, as four words. */
export function setKey(a: u32, b: u32, c: u32, d: u32): void {
  setHashKey(a, b, c, d)
  // `found.id` was hashed under the key before
  isKept = false
}

/** The room that was made last. */
let lastRoom: Place = REFUSED

/**
 * Room for `bytes` and what is looked at behind them; earlier room stays as it is, except `before`, which is made larger
 * in its place where it was made last.
 */
export function makeRoom(bytes: usize, before: Place): Place {
  const end = <usize>memory.size() * PAGE
  const at = before !== REFUSED && before === lastRoom ? before : end
  if (at + bytes < at) return REFUSED
  const pages = (at + bytes + MARGIN + PAGE - 1 - end) / PAGE
  if (memory.grow(<i32>pages) < 0) return REFUSED
  lastRoom = at
  return at
}

/** The place of `byte` in `from … to`, else `to`. */
export function find(byte: u8, from: Place, to: Place): Place {
  const wanted = i8x16.splat(byte)
  for (let at = from; at < to; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), wanted))
    if (found !== 0) return min(at + ctz(found), to)
  }
  return to
}

/** Reads the row at `from … to` and hashes its ids. @returns whether it is written as lash writes */
export function readRow(from: Place, to: Place, ours: bool): bool {
  if (!readNode(from, to, ours)) {
    isKept = false
    return false
  }
  // before the id: the parent is compared with the id of the row before
  hashParent()
  found.id = keyOfId(found.idFrom, found.idTo)
  keepId()
  return true
}

/** Sets `found.id` to the key of the id at `from … to`. */
export function keyOf(from: Place, to: Place): void {
  found.id = keyOfId(from, to)
  isKept = false
}

/** Whether the id of the last row is the text at `from … to` and holds no escape. */
export function isId(from: Place, to: Place): bool {
  const size = to - from
  if (found.idTo - found.idFrom !== size) return false
  for (let i: usize = 0; i < size; i++) {
    const byte = load<u8>(from + i)
    if (byte !== load<u8>(found.idFrom + i) || byte === BACKSLASH) return false
  }
  return true
}

/** Hashes what the last row is and what it says (orphans.md). Role counts as content, origin does not. */
export function hashLikeness(): void {
  beginHash(IDENTITY | found.tag)
  addRange(found.identityFrom, found.identityTo)
  found.identity = endHash()
  beginHash(CONTENT | found.tag | (found.role << 8))
  addRange(found.identityFrom, found.identityTo)
  addRange(found.contentFrom, found.contentTo)
  found.content = endHash()
}

const BACKSLASH: u8 = 0x5c

function keyOfId(from: Place, to: Place): u64 {
  beginHash(ID)
  addRange(from, to)
  return endHash()
}

/** The id of the row before: most rows hang on it, and to compare costs a fraction of hashing. */
const LONGEST_KEPT: usize = 64
const keptId = heap.alloc(LONGEST_KEPT)
let keptSize: usize = 0
let isKept: bool = false

function keepId(): void {
  keptSize = found.idTo - found.idFrom
  isKept = keptSize <= LONGEST_KEPT
  if (isKept) memory.copy(keptId, found.idFrom, keptSize)
}

function hashParent(): void {
  if (found.parentFrom === 0) found.parent = 0
  else if (isKeptId(found.parentFrom, found.parentTo)) found.parent = found.id
  else found.parent = keyOfId(found.parentFrom, found.parentTo)
}

function isKeptId(from: Place, to: Place): bool {
  return isKept && to - from === keptSize && memory.compare(from, keptId, keptSize) === 0
}

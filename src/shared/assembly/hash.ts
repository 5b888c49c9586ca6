import { Place } from './text'

/*
 * SipHash-1-3: a keyed hash with 64 bits of output. The key is random per index, so that no one can craft a store whose
 * ids or contents collide; by chance one pair in 2^64 does.
 */

let key0: u64 = 0
let key1: u64 = 0
let v0: u64 = 0
let v1: u64 = 0
let v2: u64 = 0
let v3: u64 = 0
let length: u64 = 0

/** Sets the key, as four words. */
export function setHashKey(a: u32, b: u32, c: u32, d: u32): void {
  key0 = ((<u64>b) << 32) | a
  key1 = ((<u64>d) << 32) | c
}

/** Begins a hash; `tag` separates uses of the same bytes. */
export function beginHash(tag: u32): void {
  v0 = key0 ^ 0x736f6d6570736575
  v1 = key1 ^ 0x646f72616e646f6d
  v2 = key0 ^ 0x6c7967656e657261
  v3 = key1 ^ 0x7465646279746573
  length = 0
  addWord(tag)
}

/** Takes in the bytes `from … to`. Where ranges meet is part of the hash: "ab","c" and "a","bc" differ. */
export function addRange(from: Place, to: Place): void {
  const size = to - from
  const whole = to - (size & 7)
  let at = from
  for (; at < whole; at += 8) addWord(load<u64>(at))
  let rest = (<u64>size) << 56
  for (let shift: u64 = 0; at < to; at++, shift += 8) rest |= (<u64>load<u8>(at)) << shift
  addWord(rest)
  length += size
}

/** Ends the hash. @returns its 64 bits */
export function endHash(): u64 {
  addWord(length)
  v2 ^= 0xff
  for (let i = 0; i < 3; i++) round()
  return v0 ^ v1 ^ v2 ^ v3
}

function addWord(word: u64): void {
  v3 ^= word
  round()
  v0 ^= word
}

function round(): void {
  v0 += v1
  v2 += v3
  v1 = rotl(v1, 13) ^ v0
  v3 = rotl(v3, 16) ^ v2
  v0 = rotl(v0, 32)
  v2 += v1
  v0 += v3
  v1 = rotl(v1, 17) ^ v2
  v3 = rotl(v3, 21) ^ v0
  v2 = rotl(v2, 32)
}

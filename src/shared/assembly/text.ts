/**
 * Places in memory are addresses; 0 stands for "refused". Nothing but zeros lies there, so whatever is read at a place
 * that was refused is refused too, and steps can be strung together and looked at once.
 */
export type Place = usize

export const REFUSED: Place = 0

/** ASCII text to compare with: its length, then blocks of 16 of its bytes, each with a mask of those that count. */
export type Text = usize

const BLOCK: usize = 16

/** Lays a text down for good. */
export function text(value: string): Text {
  const length = value.length
  const blocks = <usize>((length + 15) >> 4)
  const at = heap.alloc(BLOCK + blocks * 2 * BLOCK)
  memory.fill(at, 0, BLOCK + blocks * 2 * BLOCK)
  store<u32>(at, length)
  for (let i = 0; i < length; i++) {
    const block = at + BLOCK + <usize>((i >> 4) * 32 + (i & 15))
    store<u8>(block, <u8>value.charCodeAt(i))
    store<u8>(block + BLOCK, 0xff)
  }
  return at
}

/** The place behind `expected` where that is what stands at `at`. May look 15 bytes beyond it. */
export function take(at: Place, expected: Text): Place {
  const length = sizeOf(expected)
  let block = expected + BLOCK
  for (let done: usize = 0; done < length; done += BLOCK) {
    const found = v128.and(v128.load(at + done), v128.load(block + BLOCK))
    if (v128.any_true(v128.xor(found, v128.load(block)))) return REFUSED
    block += 2 * BLOCK
  }
  return at + length
}

/** The place behind the one of `choices` that stands at `at`. */
export function takeOneOf(at: Place, choices: StaticArray<Text>): Place {
  const which = indexOf(at, choices)
  return which < 0 ? REFUSED : at + sizeOf(choices[which])
}

/** Which of `choices` stands at `at`; -1 for none. */
export function indexOf(at: Place, choices: StaticArray<Text>): i32 {
  for (let i = 0; i < choices.length; i++) if (take(at, choices[i]) !== REFUSED) return i
  return -1
}

/** Bytes of a text. */
export function sizeOf(text: Text): usize {
  return load<u32>(text)
}

/** The place behind one byte where that is what stands at `at`. */
export function takeByte(at: Place, expected: u8): Place {
  return load<u8>(at) === expected ? at + 1 : REFUSED
}

/** Whether the bytes `from … to` are `expected`. */
export function isText(from: Place, to: Place, expected: Text): bool {
  return to - from === sizeOf(expected) && take(from, expected) !== REFUSED
}

/**
 * Orders strings by their UTF-8 bytes, as lash's sorted maps do. JavaScript's own order compares UTF-16 units and
 * differs beyond the basic plane: there U+1F600 sorts before U+FFFF (store-format.md §4).
 */
export function compareBytes(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Moves surrogates, which stand for code points above U+FFFF, behind every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

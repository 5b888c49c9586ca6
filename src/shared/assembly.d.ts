/** The compiled program of this folder (`scripts/assembly.mjs`); places are addresses in its memory. */
declare module '@shared/assembly/index?compiled' {
  export interface Program {
    readonly memory: { readonly buffer: ArrayBuffer }
    readonly found: { readonly value: number }
    setKey(a: number, b: number, c: number, d: number): void
    makeRoom(bytes: number, before: number): number
    find(byte: number, from: number, to: number): number
    readRow(from: number, to: number, ours: number): number
    keyOf(from: number, to: number): void
    isId(from: number, to: number): number
    hashLikeness(): void
  }
  /** A program of its own, with memory of its own. */
  export function start(): Program
}

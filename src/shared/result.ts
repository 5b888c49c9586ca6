/** A success or an expected failure, as plain data that crosses process borders unchanged. Only bugs are thrown. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** A success, with what came of it. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
/** An expected failure, as a value. */
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error })

/** Makes the compiler point at every switch that misses a case. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}

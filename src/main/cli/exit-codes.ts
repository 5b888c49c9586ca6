/** Exit codes of every command (0 = done). */
export const EXIT_FAILED = 1
export const EXIT_USAGE = 2
export const EXIT_NOT_READABLE = 3
/** Refused or stale: the store is byte-equal to before. */
export const EXIT_REFUSED = 4

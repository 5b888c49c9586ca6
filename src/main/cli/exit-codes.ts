/** Exit codes of every command (0 = done). */
export const EXIT_FAILED = 1
export const EXIT_USAGE = 2
export const EXIT_NOT_READABLE = 3

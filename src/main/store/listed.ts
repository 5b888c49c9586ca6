/** A store with a left-over WAL is copied to be read; up to this size that is worth it for one line of a list. */
export const LISTED_COPY_BYTES = 64 * 1024 * 1024

import { isUtf8 } from 'node:buffer'

/*
 * Texts of a store are read as bytes (`CAST(… AS BLOB)`) wherever anything may stand in them: read as text, the driver
 * cuts them at U+0000 and hides what is not UTF-8.
 */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes as text, with U+FFFD for what is not UTF-8. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Bytes as text; undefined where they are not UTF-8, and lash refuses to read them. */
export const textIfUtf8 = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? decoder.decode(bytes) : undefined

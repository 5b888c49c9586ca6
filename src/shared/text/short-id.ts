/** An id longer than this is shortened, everywhere alike. */
const LENGTH = 20
const END = 5

/** @returns a long id shortened in the middle, so that its kind and its end stay: `plugin:e4667ee…55e6a` */
export function shortenId(id: string): string {
  return id.length <= LENGTH ? id : `${id.slice(0, LENGTH - END - 1)}…${id.slice(-END)}`
}

/**
 * What lash and providers make ids of: letters with digits among them, which tells them from names of tools, options and
 * tests and from long words; not a part of a path or an address.
 */
const LONG_ID = /(?<![\p{L}\p{N}_:~./-])(?=(?:[\p{L}_:~-]*\d){2})[\p{L}\p{N}_:~-]{21,}(?![\p{L}\p{N}_~/-])/gu

/** Cuts a sentence into its words and the ids in it that are to be shortened where it is read. */
export function idsInWords(text: string): readonly { readonly text: string; readonly isId: boolean }[] {
  const parts: { text: string; isId: boolean }[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(LONG_ID)) {
    const id = found.replace(/:$/, '')
    if (index > end) parts.push({ text: text.slice(end, index), isId: false })
    parts.push({ text: id, isId: true })
    end = index + id.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), isId: false })
  return parts
}

/** A column of the graph or of a layout. */
export type Column = Int32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array

/** Elements of room behind a column, so that what is written next needs no copy of it. */
const ROOM = 4096

/** A column of a type and length, over a buffer of its own with room behind it or over the one that is given. */
export function roomyLike<Like extends Column>(
  like: Like,
  length: number,
  buffer: ArrayBufferLike = new ArrayBuffer((length + ROOM) * like.BYTES_PER_ELEMENT),
  offset = 0
): Like {
  // the species of a typed array is its own constructor
  const Type = like.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => Like
  return new Type(buffer, offset, length)
}

/**
 * A column with values behind it, in the room that its buffer has there, else in a copy that has some. The column that
 * is given keeps its length and its values; of one column only the longest may be grown further.
 */
export function longer<Like extends Column>(column: Like, values: Like): Like {
  const length = column.length + values.length
  const { buffer, byteOffset, BYTES_PER_ELEMENT: bytes } = column
  const fits = byteOffset + length * bytes <= buffer.byteLength
  const grown = fits ? roomyLike(column, length, buffer, byteOffset) : roomyLike(column, length)
  if (!fits) grown.set(column)
  grown.set(values, column.length)
  return grown
}

/** A copy of a column that has room behind it. */
export function roomyCopy<Like extends Column>(column: Like): Like {
  const copy = roomyLike(column, column.length)
  copy.set(column)
  return copy
}

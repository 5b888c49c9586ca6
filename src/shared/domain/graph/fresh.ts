/** Where new ids and times come from; handed in, so that every operation can be repeated exactly. */
export interface Fresh {
  /** 32 lower-case hex digits, new on every call. */
  freshHex(): string
  /** A UUID with hyphens, new on every call. */
  freshUuid(): string
  /** RFC 3339 in UTC, as it is to stand in a node's `timestamp`. */
  now(): string
}

const UTC_TIME = /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(?<fraction>\d*))?(?:Z|\+00:00)$/

/**
 * Milliseconds since 1970 of an RFC 3339 time in UTC ("2026-05-17T08:01:02.5+00:00" or with "Z"); NaN for anything else.
 * The runtime treats the text as opaque (store-format.md §4), so any text may stand there. Times of rows are read by
 * the same rules where they lie (`assembly/time.ts`).
 */
export function timeOfText(text: string): number {
  const parts = UTC_TIME.exec(text)
  if (parts === null) return Number.NaN
  const [, year = 0, month = 0, day, hour = 0, minute, second] = parts.map(Number)
  const milliseconds = Number((parts.groups?.fraction ?? '').slice(0, 3).padEnd(3, '0'))
  // not Date.UTC, which takes the years 0 to 99 for years of another century
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.setUTCHours(hour, minute, second, milliseconds)
}

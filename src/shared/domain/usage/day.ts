const RFC_3339 = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i
const UNIX = /^unix:(\d{1,12})$/
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59)

/**
 * The UTC day, `YYYY-MM-DD`, of a session's `created_at`: `unix:<secs>` or RFC 3339 (store-format.md §3). `null` when
 * the text is neither.
 */
export function createdDay(createdAt: string): string | null {
  const unix = UNIX.exec(createdAt)
  const ms = unix === null ? parseRfc3339(createdAt) : Number(unix[1]) * 1000
  if (Number.isNaN(ms) || ms < 0 || ms > LAST_MOMENT) return null
  return new Date(ms).toISOString().slice(0, 10)
}

function parseRfc3339(text: string): number {
  return RFC_3339.test(text) ? Date.parse(text) : Number.NaN
}

/** True for an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return createdDay(`${text}T00:00:00Z`) === text
}

import { onFirstUse } from './on-first-use'

// each loads tables of languages, which the window's first picture need not wait for
const grouped = onFirstUse(() => new Intl.NumberFormat('en-US'))
const oneDigit = onFirstUse(
  () => new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
)

/** @returns a count with separators: 12,345 */
export const formatCount = (count: number | bigint): string => grouped().format(count)

/** @returns "1 node", "12,345 nodes" */
export const countOf = (count: number | bigint, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 || count === 1n ? one : many}`

/** @returns bytes in decimal units: 512 B, 84.3 kB, 1.42 MB, 2.05 GB */
export function formatBytes(bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes} B`
  if (Math.abs(bytes) < 999_950) return `${oneDigit().format(bytes / 1000)} kB`
  if (Math.abs(bytes) < 999_995_000) return `${(bytes / 1e6).toFixed(2)} MB`
  return `${(bytes / 1e9).toFixed(2)} GB`
}

/** @returns bytes to the last one: 106,496 B */
export const formatExactBytes = (bytes: number): string => `${grouped().format(bytes)} B`

const minute = 60_000
const spans = [
  [365 * 24 * 60 * minute, 'y'],
  [24 * 60 * minute, 'd'],
  [60 * minute, 'h'],
  [minute, 'min']
] as const

/** @returns the age of a time in its largest unit: "2 h", "6 d", "now"; empty where there is no time */
export function formatAge(time: number | null, now: number): string {
  if (time === null || Number.isNaN(time)) return ''
  const age = now - time
  for (const [span, unit] of spans) if (Math.abs(age) >= span) return `${Math.floor(age / span)} ${unit}`
  return 'now'
}

/** @returns the age in a sentence: "2 h ago", "just now" */
export function formatAgo(time: number | null, now: number): string {
  const age = formatAge(time, now)
  return age === '' ? 'at an unknown time' : age === 'now' ? 'just now' : `${age} ago`
}

const exact = onFirstUse(() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' }))

/** @returns the exact local time, for a hover */
export const formatExactTime = (time: number | null): string =>
  time === null || Number.isNaN(time) ? 'no readable time' : exact().format(time)

/** @returns the time in UTC, for a copy */
export const formatUtc = (time: number): string => new Date(time).toISOString()

/** @returns a duration: 480 ms, 1.2 s, 3 min 05 s */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < minute) return `${oneDigit().format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** @returns the last folder and the file name of a path */
export const shortenPath = (path: string): string => path.split(/[\\/]/).filter(Boolean).slice(-2).join('/')

/** @returns a share of a whole: 96.6 % */
export const formatShare = (part: number, whole: number): string =>
  whole === 0 ? '0 %' : `${oneDigit().format((part / whole) * 100)} %`

/** @returns words as they stand within a sentence */
export const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

import { onFirstUse } from './on-first-use'

// each loads tables of languages, which the window's first picture need not wait for
const grouped = onFirstUse(() => new Intl.NumberFormat('en-US'))
const oneDigit = onFirstUse(
  () => new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
)

/** @returns a count with separators: 12,345 */
export const formatCount = (count: number | bigint): string => grouped().format(count)

const SHORTENED_FROM = 10n ** 10n
/** From here on two digits of a thousand million round up to 1,000,000.00 bn. */
const POWERS_FROM = 10n ** 15n - 5_000_000n
const scientific = onFirstUse(
  () =>
    new Intl.NumberFormat('en-US', {
      notation: 'scientific',
      minimumFractionDigits: 2,
      maximumFractionDigits: 2
    })
)
const twoDigits = onFirstUse(
  () => new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
)
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** @returns a whole number in as many letters as can be taken in: 12,345, from 10^10 on 12.35 bn, from 10^15 on 9.01 × 10¹⁵ */
export function formatLarge(count: bigint): string {
  const size = count < 0n ? -count : count
  if (size < SHORTENED_FROM) return formatCount(count)
  if (size < POWERS_FROM) return `${twoDigits().format(Number(count) / 1e9)} bn`
  const [mantissa, exponent = ''] = scientific().format(count).split('E')
  return `${mantissa} × 10${[...exponent].map((digit) => raised[Number(digit)]).join('')}`
}

/** @returns "1 node", "12,345 nodes" */
export const countOf = (count: number | bigint, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 || count === 1n ? one : many}`

const largeUnits = ['MB', 'GB', 'TB', 'PB'] as const

/** @returns bytes in decimal units: 512 B, 84.3 kB, 1.42 MB, 2.05 GB, 9.01 PB */
export function formatBytes(bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes} B`
  if (Math.abs(bytes) < 999_950) return `${oneDigit().format(bytes / 1000)} kB`
  let size = bytes / 1e6
  for (const unit of largeUnits) {
    if (Math.abs(size) < 999.995) return `${size.toFixed(2)} ${unit}`
    size /= 1000
  }
  return `${twoDigits().format(size)} EB`
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

/** @returns a long id shortened in the middle, so that its kind and its end stay: `plugin:e4667eea…55e6a` */
export function shortenId(id: string, length = 20): string {
  if (id.length <= length) return id
  const end = Math.max(4, Math.floor(length / 4))
  return `${id.slice(0, length - end - 1)}…${id.slice(-end)}`
}

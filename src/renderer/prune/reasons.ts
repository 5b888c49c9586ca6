/** How the reason codes of orphans.md are called in lists and filters, the tombstone among them. */
const words: Readonly<Record<string, string>> = {
  cycle: 'In a loop of parents',
  'cut-off': 'Cut off from its parents',
  'runtime-copy': 'Copies by the runtime',
  'rlm-history': 'Earlier trajectory',
  compacted: 'Before a compaction',
  'retried-question': 'Question edited',
  'other-answer': 'Another answer',
  'left-behind': 'Left behind by the head',
  'plugin-state': 'State of a plugin',
  unknown: 'Reason unknown',
  tombstoned: 'Tombstoned'
}

/** @returns the reason of a branch in words; a code that is not known stands as it is */
export const reasonWords = (code: string): string => words[code] ?? code

import type { Finding } from '@shared/domain/findings/finding'

/** What helps against a finding, by a word in its code; the first that fits. */
const cures: readonly (readonly [part: string, words: string])[] = [
  [
    'leaf',
    'The head can be pointed at another node. Until then do not let the runtime open the store with the active path only.'
  ],
  [
    'cycle',
    'Do not let the runtime load this path: it would never return. Point the head at a node outside the loop.'
  ],
  [
    'undecodable',
    'The row stays as it is; the runtime skips it without a word. What hangs below it is cut off.'
  ],
  ['parent', 'The nodes below stay readable here. They come back to the path only with their parent.'],
  ['tombstone', 'A tombstoned row can be restored until it is vacuumed.'],
  [
    'blob',
    'Without the blob the runtime starts with an empty state in its place. The graph is not touched by that.'
  ],
  ['checkpoint', 'The runtime resumes without what the checkpoint held. The graph is not touched by that.'],
  ['ledger', 'The figures of the report leave such rows out, as the runtime does.'],
  ['usage', 'The figures of the report leave such rows out, as the runtime does.'],
  ['foreign', 'The file belongs to another program. Nothing here will change it.']
]

/** @returns what to do about a finding, in words; a plain way out where nothing special is known */
export function cureWords({ code, severity }: Finding): string {
  const known = cures.find(([part]) => code.includes(part))
  if (known !== undefined) return known[1]
  return severity === 'note'
    ? 'Nothing needs to be done.'
    : 'The store can be looked at safely: reading changes nothing.'
}

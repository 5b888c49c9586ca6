import type { TranscriptEntry } from '@shared/ipc/store'
import { expect, test } from 'vitest'
import { aCard } from '../state/testing'
import { entriesText } from './save-transcript'

const entry = (row: number, turn: number, reason: string): TranscriptEntry => {
  const id = `n${row}`
  return {
    ...{ row, id, card: aCard(row, id), turn, otherVersions: [], findings: [] },
    body: { kind: 'plugin', type: 't', body: reason }
  }
}

test('a transcript tells every node under its turn, also where it was read in parts', () => {
  const entries = [entry(0, 1, 'one'), entry(1, 1, 'two'), entry(2, 2, 'three')]
  const whole = entriesText(entries, 0)
  expect(whole.match(/^(Turn \d|one|two|three)$/gm)).toEqual(['Turn 1', 'one', 'two', 'Turn 2', 'three'])
  const parts = [entriesText(entries.slice(0, 1), 0), entriesText(entries.slice(1), 1)]
  expect(parts.join('\n')).toBe(whole)
})

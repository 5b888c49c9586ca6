import type { PartView } from '@shared/ipc/store'
import { expect, test } from 'vitest'
import { aCard } from '../state/testing'
import { toMarkdown } from './markdown-copy'

const plain: PartView = {
  kind: 'Prose',
  text: '',
  prune: null,
  toolName: null,
  toolCallId: null,
  attachment: null,
  meta: []
}

/** A message that says these parts, as it is copied. */
const copied = (parts: readonly PartView[]): string =>
  toMarkdown({
    card: { ...aCard(0, 'n'), label: 'Assistant' },
    body: { kind: 'message', role: 'Assistant', messageId: 'm', origin: null, transient: false, parts }
  })

test.each(['Code', 'Output', 'Error', 'ToolCall', 'ToolResult'])(
  '%s is fenced without a call too',
  (kind) => {
    expect(copied([{ ...plain, kind, text: '# no heading' }])).toContain('\n```\n# no heading\n```\n')
  }
)

test('a message is copied with its calls named and fenced, and with what is attached', () => {
  const parts: readonly PartView[] = [
    { ...plain, text: 'I look.' },
    { ...plain, kind: 'ToolCall', toolName: 'ls', toolCallId: 'c1', text: '{"a":"```"}' },
    { ...plain, kind: 'Image', attachment: { type: 'image/png', bytes: 1200, label: null, id: 'i' } }
  ]
  expect(copied(parts)).toBe(
    '## Assistant\n\nI look.\n\nCall: ls\n\n````\n{"a":"```"}\n````\n\n[Picture, image/png, 1,200 B]\n'
  )
})

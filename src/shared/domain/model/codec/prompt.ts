import {
  AVAILABILITIES,
  PROMPT_BUILTINS,
  PROMPT_SLOTS,
  type PromptContribution,
  type PromptEntry,
  type PromptGate,
  type PromptLayer,
  type PromptSection,
  type PromptSlotLayer
} from '../prompt'
import { array, bool, i32, mapOf, oneOf, string } from './basic'

import { defaulted, type Field, optional, required, struct, tag } from './struct'
import { tagged } from './tagged'

/** The prompt layer (store-format.md §8). */

export const availability = oneOf(AVAILABILITIES)
const builtin = oneOf(PROMPT_BUILTINS)
const slot = oneOf(PROMPT_SLOTS)

type EntryOf<K extends PromptEntry['kind']> = Extract<PromptEntry, { kind: K }>

const entry = tagged<'kind', PromptEntry>('kind', {
  text: struct<EntryOf<'text'>>({ kind: tag('text'), content: required(string) }),
  builtin: struct<EntryOf<'builtin'>>({ kind: tag('builtin'), builtin: required(builtin) }),
  slot: struct<EntryOf<'slot'>>({ kind: tag('slot'), slot: required(slot) })
})

const section = struct<PromptSection>({
  title: optional(string),
  entries: defaulted(array(entry), [], (entries) => entries.length > 0)
})

const gate = struct<PromptGate>({
  tools: defaulted(array(string), []),
  minimum_availability: required(availability)
})

/** A gate without tools is no gate. */
const gateField: Field<PromptGate | undefined> = {
  read(raw, at) {
    if (raw === undefined) return undefined
    const value = gate.read(raw, at)
    return value.tools.length > 0 ? value : undefined
  },
  write: (value) => (value === undefined ? undefined : gate.write(value)),
  stored: 'member'
}

const contribution = struct<PromptContribution>({
  slot: required(slot),
  title: optional(string),
  priority: defaulted(i32, 0n),
  gate: gateField,
  content: required(string)
})

const slotLayer = struct<PromptSlotLayer>({
  reset: defaulted(bool, false),
  contributions: defaulted(array(contribution), [], (contributions) => contributions.length > 0)
})

export const promptLayer = struct<PromptLayer>({
  template: optional(struct<NonNullable<PromptLayer['template']>>({ sections: required(array(section)) })),
  slots: defaulted(mapOf(slot, slotLayer), new Map(), (slots) => slots.size > 0)
})

export const NO_PROMPT: PromptLayer = { slots: new Map() }

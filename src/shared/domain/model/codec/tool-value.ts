import { isRawArray, isRawObject, type Raw, type RawObject, RepeatedKeys, WholeFloat } from '@shared/json/raw'
import type { Json } from '@shared/json/value'
import { sortedEntries, writeJson, writeString } from '@shared/json/write'
import type { ToolValue } from '../node'
import { type Codec, type Decoding, demandReadable, expected, fail, readAs, within } from './codec'
import { attachmentRef } from './message'

/** Tool values (store-format.md §6.2): JSON with one reserved key. */
const RESERVED = '$lash_tool_value'

export const toolValue: Codec<ToolValue> = {
  read(raw, at) {
    demandReadable(raw, at)
    return readAs('value', valueCodec, raw, at)
  },
  write: writeToolValue
}

const valueCodec: Codec<ToolValue> = {
  read(raw, at) {
    if (isRawArray(raw)) {
      return { kind: 'array', items: raw.map((item, index) => within(index, valueCodec, item, at)) }
    }
    const object = raw instanceof RepeatedKeys ? raw.last : raw
    return isRawObject(object) ? readObject(object, at) : { kind: 'scalar', value: scalar(object) }
  },
  write: writeToolValue
}

function scalar(raw: Raw): null | boolean | bigint | number | string {
  if (raw instanceof WholeFloat) return raw.value
  if (typeof raw === 'number') return Number.isInteger(raw) ? BigInt(raw) : raw
  if (typeof raw === 'object' && raw !== null) return expected('a tool value', raw)
  return raw
}

function readObject(object: RawObject, at: Decoding): ToolValue {
  if (!Object.hasOwn(object, RESERVED)) return { kind: 'object', entries: readEntries(object, at) }
  const kind = object[RESERVED]
  if (kind === 'attachment') {
    return { kind, ref: within('ref', attachmentRef, onlyCompanion(object, 'ref'), at) }
  }
  if (kind !== 'object') return expected(`"object" or "attachment" under ${RESERVED}`, kind)
  const wrapped = onlyCompanion(object, 'entries')
  const entries = wrapped instanceof RepeatedKeys ? wrapped.last : wrapped
  if (!isRawObject(entries)) return expected('an object as entries', wrapped)
  return { kind, entries: readEntries(entries, at) }
}

function readEntries(object: RawObject, at: Decoding): ReadonlyMap<string, ToolValue> {
  return new Map(Object.entries(object).map(([key, value]) => [key, within(key, valueCodec, value, at)]))
}

/** The one member that may stand beside the reserved key. */
function onlyCompanion(object: RawObject, name: string): Raw {
  const value = object[name]
  if (value === undefined || Object.keys(object).length !== 2) {
    return fail(`${RESERVED} needs exactly ${name} beside it`)
  }
  return value
}

function writeToolValue(value: ToolValue): string {
  switch (value.kind) {
    case 'scalar':
      return writeJson(value.value)
    case 'array':
      return `[${value.items.map(writeToolValue).join(',')}]`
    case 'attachment':
      return `{"${RESERVED}":"attachment","ref":${attachmentRef.write(value.ref)}}`
    case 'object': {
      const text = writeEntries(value.entries)
      return value.entries.has(RESERVED) ? `{"${RESERVED}":"object","entries":${text}}` : text
    }
  }
}

function writeEntries(entries: ReadonlyMap<string, ToolValue>): string {
  return `{${sortedEntries(entries)
    .map(([key, value]) => `${writeString(key)}:${writeToolValue(value)}`)
    .join(',')}}`
}

/** Plain JSON data as a tool value: nothing in it is an attachment, also where it looks like one. */
export function toolValueFromPlain(value: Json): ToolValue {
  if (value === null || typeof value !== 'object') return { kind: 'scalar', value }
  if (value instanceof Map) {
    return {
      kind: 'object',
      entries: new Map([...value].map(([key, item]) => [key, toolValueFromPlain(item)]))
    }
  }
  return { kind: 'array', items: Array.from(value, toolValueFromPlain) }
}

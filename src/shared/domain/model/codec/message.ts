import { isRawObject } from '@shared/json/raw'
import type { AttachmentRef, ImageType, Message, Origin, Part, PruneState } from '../node'
import { array, bool, oneOf, onlyMember, string, u32, u64 } from './basic'
import { type Codec, within } from './codec'
import { defaulted, optional, required, struct, tag } from './struct'
import { adjacentParts, tagged } from './tagged'

/** Messages and their parts (store-format.md §6.1). */

const imageType = oneOf<ImageType>(['png', 'jpeg', 'gif', 'webp', 'bmp'])
const mediaKind = oneOf(['image'])

/** Stored as `{"kind":"image","type":…}`; images are the only kind. */
const mediaType: Codec<ImageType> = {
  read(raw, at) {
    const { content } = adjacentParts(raw, at, { tag: 'kind', content: 'type' }, mediaKind)
    return within('type', imageType, content, at)
  },
  write: (type) => `{"kind":"image","type":${imageType.write(type)}}`
}

export const attachmentRef = struct<AttachmentRef>({
  id: required(string),
  media_type: required(mediaType),
  byte_len: required(u64),
  width: optional(u32),
  height: optional(u32),
  label: optional(string)
})

const archived = {
  Deleted: struct<Omit<Extract<PruneState, { kind: 'Deleted' }>, 'kind'>>({
    breadcrumb: required(string),
    archive_hash: required(string)
  }),
  Summarized: struct<Omit<Extract<PruneState, { kind: 'Summarized' }>, 'kind'>>({
    summary: required(string),
    archive_hash: required(string)
  })
}
const present = oneOf<'Intact' | 'Cleared'>(['Intact', 'Cleared'])

const pruneState: Codec<PruneState> = {
  read(raw, at) {
    if (isRawObject(raw)) {
      const [name, body] = onlyMember(raw, 'a prune state')
      if (name === 'Deleted') return { kind: name, ...within(name, archived.Deleted, body, at) }
      if (name === 'Summarized') return { kind: name, ...within(name, archived.Summarized, body, at) }
    }
    return { kind: present.read(raw, at) }
  },
  write(state) {
    if (state.kind === 'Deleted') return `{"Deleted":${archived.Deleted.write(state)}}`
    if (state.kind === 'Summarized') return `{"Summarized":${archived.Summarized.write(state)}}`
    return present.write(state.kind)
  }
}

const origin = tagged<'kind', Origin>('kind', {
  plugin: struct<Origin>({
    kind: tag('plugin'),
    plugin_id: required(string),
    transient: defaulted(bool, false, (transient) => transient)
  })
})

export const part = struct<Part>({
  id: required(string),
  kind: required(
    oneOf(['Text', 'Image', 'Code', 'Output', 'Error', 'Prose', 'ToolCall', 'ToolResult', 'Reasoning'])
  ),
  content: required(string),
  attachment: optional(struct<NonNullable<Part['attachment']>>({ reference: required(attachmentRef) })),
  tool_call_id: optional(string),
  tool_name: optional(string),
  tool_replay: optional(
    struct<NonNullable<Part['tool_replay']>>({ item_id: optional(string), opaque: optional(string) })
  ),
  prune_state: required(pruneState),
  reasoning_meta: optional(
    struct<NonNullable<Part['reasoning_meta']>>({
      item_id: optional(string),
      encrypted_content: optional(string),
      signature: optional(string),
      redacted: defaulted(bool, false, (redacted) => redacted),
      summary: defaulted(array(string), [], (summary) => summary.length > 0)
    })
  ),
  response_meta: optional(
    struct<NonNullable<Part['response_meta']>>({
      id: optional(string),
      status: optional(string),
      phase: optional(oneOf(['commentary', 'final_answer']))
    })
  )
})

export const role = oneOf(['User', 'Assistant', 'System'])

export const message = struct<Message>({
  id: required(string),
  role: required(role),
  parts: required(array(part)),
  origin: optional(origin)
})

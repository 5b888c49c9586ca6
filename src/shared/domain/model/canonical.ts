/**
 * A quick yes for `isDecodable`: one pattern that only decodable nodes match, in the form lash writes the common ones.
 * It reads a row several times faster than parsing it, which is what lets a whole store be checked while it opens.
 * What it does not cover (attachments, failures, deep values, escaped keys …) is left to the decoder.
 */

/** From space upwards, without the quote and the backslash. */
const PLAIN = String.raw`[ !#-[\]-\uffff]*`
/** No escape of a surrogate: a lone one would make the string unreadable. */
const ESCAPE = String.raw`\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[\da-fA-F]{4})`
const STRING = `"${PLAIN}(?:${ESCAPE}${PLAIN})*"`
/** Few digits and small exponents: never out of range. */
const NUMBER = String.raw`-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?(?:[eE][+-]?\d{1,2})?`
const U64 = String.raw`(?:0|[1-9]\d{0,17})`
/** Before a member: nothing directly behind the opening bracket, a comma elsewhere. */
const IN_ARRAY = String.raw`(?:(?<=\[)|(?<!\[),)`
const IN_OBJECT = String.raw`(?:(?<=\{)|(?<!\{),)`
/** How deep free values may nest here. Every level doubles the pattern. */
const FREE_DEPTH = 4

function freeValue(depth: number): string {
  const scalar = `${STRING}|${NUMBER}|true|false|null`
  if (depth === 0) return `(?:${scalar})`
  const inner = freeValue(depth - 1)
  // Keys without escapes: an escaped one could spell the reserved key of tool values.
  return String.raw`(?:${scalar}|\[(?:${IN_ARRAY}${inner})*\]|\{(?:${IN_OBJECT}"${PLAIN}":${inner})*\})`
}

const FREE = freeValue(FREE_DEPTH)

/** Members that may be missing, each once, in this order. */
function optionalMembers(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([key, pattern]) => `(?:${IN_OBJECT}"${key}":${pattern})?`)
    .join('')
}

const STRINGS = String.raw`\[(?:${IN_ARRAY}${STRING})*\]`
const PART_KIND = '"(?:Text|Image|Code|Output|Error|Prose|ToolCall|ToolResult|Reasoning)"'
const REASONING = String.raw`\{${optionalMembers({
  item_id: STRING,
  encrypted_content: STRING,
  signature: STRING,
  redacted: 'true',
  summary: STRINGS
})}\}`
const RESPONSE = String.raw`\{${optionalMembers({
  id: STRING,
  status: STRING,
  phase: '"(?:commentary|final_answer)"'
})}\}`
const PART = String.raw`\{"id":${STRING},"kind":${PART_KIND},"content":${STRING}${optionalMembers({
  tool_call_id: STRING,
  tool_name: STRING,
  tool_replay: String.raw`\{${optionalMembers({ item_id: STRING, opaque: STRING })}\}`
})},"prune_state":"(?:Intact|Cleared)"${optionalMembers({
  reasoning_meta: REASONING,
  response_meta: RESPONSE
})}\}`
const ORIGIN = String.raw`\{"kind":"plugin","plugin_id":${STRING}(?:,"transient":(?:true|false))?\}`
const CONVERSATION = String.raw`\{"Conversation":\{"id":${STRING},"role":"(?:User|Assistant|System)","parts":\[(?:${IN_ARRAY}${PART})*\](?:,"origin":${ORIGIN})?\}\}`
const RECORD = String.raw`\{(?:"call_id":${STRING},)?"tool":${STRING},"args":${FREE},"output":\{"outcome":\{"status":"success","payload":${FREE}\}\},"duration_ms":${U64}\}`
const TOOL = String.raw`\{"Tool":\{"Invocation":\{"stable_key":${STRING},"record":${RECORD}\}\}\}`
const MODE = String.raw`\{"Mode":\{"mode_id":${STRING},"payload":${FREE}\}\}`
const NODE = new RegExp(
  String.raw`^\{"node_id":${STRING},(?:"parent_node_id":${STRING},)?"timestamp":${STRING},"kind":` +
    String.raw`(?:"event","event":(?:${CONVERSATION}|${TOOL}|${MODE})|"plugin","plugin_type":${STRING},"body":${FREE})\}$`
)

/** Longer texts are not worth the pattern's stack. */
const MAX_LENGTH = 100_000

/** True only for texts that `decodeNode` decodes; false says nothing. */
export function isPlainNode(text: string): boolean {
  return (
    text.length <= MAX_LENGTH && text.isWellFormed() && !text.includes('$lash_tool_value') && NODE.test(text)
  )
}

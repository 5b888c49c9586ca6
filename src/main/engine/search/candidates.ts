import { fold } from './search-text'

/** What a row must say to be a hit. */
export interface Wanted {
  /** Any row where it is empty. */
  readonly text: string
  /** The beginning of a tool's name; '' = any node, also one that has to do with no tool. */
  readonly tool: string
  /** The role of a message; null = any node. */
  readonly role: string | null
}

/** SQLite refuses longer patterns; what stands behind is looked at in the decoded text. */
const LONGEST = 1000

/**
 * Some writers escape even letters that need it not. lash escapes control characters only, so that what a terminal
 * writes does not count as one of them.
 */
const NEEDLESS = String.raw`*\u00[2-7]*`

// LIKE is the fastest of SQLite's ways to look into a text, and knows no case (ASCII).
export const CANDIDATES = `
  SELECT seq, node_id, node_json, tombstoned FROM graph_nodes
  WHERE seq > ?1 AND seq <= ?2
    AND (node_json LIKE ?3 ESCAPE '~' OR node_id LIKE ?3 ESCAPE '~' OR node_json GLOB ?5)
    AND (node_json LIKE ?4 ESCAPE '~' OR node_json GLOB ?5)
  ORDER BY seq`

/** The parameters of `CANDIDATES` behind the range. Every hit is a candidate, whoever has written its JSON. */
export const candidatesFor = ({ text, tool }: Wanted): string[] => [
  likePattern(text),
  likePattern(tool),
  NEEDLESS
]

/**
 * A pattern that fits all JSON that says `text`. Anything may stand where JSON can be written in several ways: letters
 * outside ASCII and signs that writers escape, and the punctuation of JSON, beside which spaces may stand.
 */
function likePattern(text: string): string {
  const plain = text.slice(0, LONGEST).replaceAll(/[^A-Za-z0-9 _.;?!@#$%*()|~^-]+/gu, '\0')
  return `%${plain.replaceAll(/[%_~]/g, '~$&').replaceAll('\0', '%')}%`
}

/** Signs that a JSON text may show otherwise than they read. */
const SIGNS = /[\p{Cc}"\\/{}[\],:&<>'+=`]/u

/**
 * A quick look at stored JSON, for texts whose pattern fits nearly everything.
 * @param wanted folded
 * @returns whether the row has to be decoded to know
 */
export function maySay(json: string, wanted: string): boolean {
  return SIGNS.test(wanted) || json.includes(String.raw`\u`) || fold(json).includes(wanted)
}

/** How lash writes a message up to the text of its first part. */
const MESSAGE =
  /^\{"node_id":"[^"\\]*"(?:,"parent_node_id":"[^"\\]*")?,"timestamp":"[^"\\]*","kind":"event","event":\{"Conversation":\{"id":"[^"\\]*","role":"\w+","parts":\[\{"id":"[^"\\]*","kind":"\w+","content":"/u

/**
 * A quick look at stored JSON, for texts that nearly every row says.
 * @param wanted folded
 * @returns whether a message of the form that lash writes says it in its first part, before anything that is escaped
 */
export function surelySays(json: string, wanted: string): boolean {
  if (wanted === '' || SIGNS.test(wanted)) return false
  const from = MESSAGE.exec(json)?.[0].length
  if (from === undefined) return false
  const end = json.slice(from).search(/["\\]/u)
  return end !== -1 && fold(json.slice(from, from + end)).includes(wanted)
}

import { createHash } from 'node:crypto'
import type { UsageRow } from '../store-writer'

const PLUGINS = ['mode_standard', 'monitor', 'rolling_history', 'subagents', 'tool_output_budget']
const VERSION = '1'

const TOOLS: Readonly<Record<string, string>> = {
  apply_patch: 'Change files with a patch.',
  exec_command: 'Run a shell command in the project folder.',
  grep: 'Find lines that match a pattern.',
  read_file: 'Read a file of the project.',
  spawn_agent: 'Give a task to another agent and wait for its report.'
}

/** The tools on offer (store-format.md §7.4). */
export const toolState = (): object => ({
  generation: 1,
  tools: Object.fromEntries(
    Object.entries(TOOLS).map(([name, description]) => [
      name,
      { manifest: { name, description }, source_id: 'plugins' }
    ])
  )
})

/** The plugins of the session; none of them keeps anything but the monitor. */
export const pluginSnapshot = (): object => ({
  plugins: Object.fromEntries(
    PLUGINS.map((id) => [
      id,
      {
        meta: {
          plugin_id: id,
          plugin_version: VERSION,
          revision: 0,
          state: id === 'monitor' ? { monitors: {}, revision: 0, sequence: 0 } : undefined
        },
        artifacts: []
      }
    ])
  )
})

/** The fingerprint of that snapshot: first 8 bytes of a SHA-256, little-endian (store-format.md §7.3). */
export function pluginRevision(): bigint {
  const hash = createHash('sha256')
  for (const id of PLUGINS)
    hash
      .update(`${id}\0${VERSION}\0`)
      .update(Buffer.alloc(8))
      .update(Buffer.from([0xff]))
  return hash.digest().readBigUInt64LE(0)
}

/** The last prompt of a turn, in tokens. */
export interface LastPrompt {
  readonly input: number
  readonly cached: number
  readonly output: number
}

/** A checkpoint manifest; `usage` is the sum of the turn, not of the session (store-format.md §14.17). */
export const manifest = (
  turn: number,
  usage: UsageRow,
  last: LastPrompt,
  refs: { readonly tools: string; readonly plugins: string }
): object => ({
  turn_state: {
    turn_index: turn,
    token_usage: {
      input_tokens: usage.input,
      output_tokens: usage.output,
      cached_input_tokens: usage.cached,
      reasoning_tokens: usage.reasoning
    },
    last_prompt_usage: {
      prompt_context_tokens: last.input,
      input_tokens: last.input,
      cached_input_tokens: last.cached,
      context_budget_tokens: last.input + last.output
    },
    mode_turn_options: { mode_id: 'standard', payload: {} }
  },
  tool_state_ref: refs.tools,
  plugin_snapshot_ref: refs.plugins,
  plugin_snapshot_revision: pluginRevision()
})

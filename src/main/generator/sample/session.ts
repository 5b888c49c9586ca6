import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Content, MessageFields, PartFields } from '../node-json'
import type { Prng } from '../prng'
import { StoreWriter, type UsageRow } from '../store-writer'
import { type StoredBlob, storedBlob } from './blob'
import { type ScriptedRound, ScriptedRuntime } from './runtime'
import { type LastPrompt, manifest, pluginSnapshot, toolState } from './snapshots'

export interface SessionInfo {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly startMs: number
  readonly cwd: string
  readonly model: string
  readonly provider: string
  readonly parentId: string | null
}

/** A turn of the script: the question, the rounds with tools, and the answer (absent: the turn was cancelled). */
export interface ScriptedTurn {
  readonly question: string | readonly PartFields[]
  readonly rounds?: readonly ScriptedRound[]
  readonly answer?: string
}

/** Tokens that system prompt and tool list take in every prompt. */
const FIXED_PROMPT = 6180
const CHARACTERS_PER_TOKEN = 4

/**
 * Records a scripted session and writes its store: turns through the scripted runtime, one ledger row a turn, one
 * checkpoint a turn, revision and `seq` as that many commits leave them.
 */
export class SampleSession {
  readonly info: SessionInfo
  readonly runtime: ScriptedRuntime
  readonly usage: UsageRow[] = []
  /** Tokens of prompts that are no longer in the texts, since the runtime has cleared them. */
  clearedTokens = 0
  readonly #blobs: StoredBlob[]
  readonly #refs: { readonly tools: string; readonly plugins: string }
  #checkpointRef = ''
  #turns = 0
  #revision = 0
  #rowsWritten = 0
  #lastPrompt: LastPrompt = { input: 0, cached: 0, output: 0 }

  constructor(info: SessionInfo, prng: Prng) {
    this.info = info
    this.runtime = new ScriptedRuntime(prng, info.startMs)
    const tools = storedBlob('ToolState', toolState())
    const plugins = storedBlob('PluginSessionSnapshot', pluginSnapshot())
    this.#blobs = [tools, plugins]
    this.#refs = { tools: tools.hash, plugins: plugins.hash }
  }

  /** Plays one turn; `others` are the ledger rows of child sessions that ran in it. */
  turn(script: ScriptedTurn, others: readonly UsageRow[] = []): void {
    this.runtime.wait(45_000)
    const question = this.ask(script.question)
    this.runtime.append(question)
    this.#commit(1)
    this.#finish(script, question, others)
  }

  /**
   * A turn before which the runtime shortens its history: a new root with a summary, the last `kept` messages and the
   * new question (README-runtime.md §3).
   */
  compactedTurn(
    script: ScriptedTurn,
    summary: MessageFields,
    kept: number,
    others: readonly UsageRow[]
  ): void {
    this.runtime.wait(45_000)
    const messages = this.runtime
      .path()
      .flatMap(({ content }) => ('message' in content ? [content.message] : []))
    const question = this.ask(script.question)
    this.runtime.replace([summary, ...messages.slice(-kept), question], [])
    // only the fixed part of the prompt is still what the provider has cached
    this.#lastPrompt = { input: FIXED_PROMPT, cached: 0, output: 0 }
    this.#commit(kept + 2)
    this.#finish(script, question, others)
  }

  /** Answers the question at the leaf once more. */
  answerAgain(text: string): void {
    this.#endTurn(this.#answer(text), [])
  }

  /** Moves the leaf to `id` and commits, which re-writes all rows. */
  branchTo(id: string | null): void {
    this.runtime.wait(20_000)
    this.runtime.branchTo(id)
    this.#commit(this.runtime.nodes.length)
  }

  appendNode(content: Content): void {
    this.runtime.wait(9_000)
    this.runtime.appendNode(content)
    this.#commit(1)
  }

  /** Writes `<folder>/<file>`. */
  write(folder: string, file: string): void {
    const { info, runtime } = this
    const writer = new StoreWriter(join(folder, file))
    writer.continueSeq(this.#rowsWritten - runtime.nodes.length)
    for (const node of runtime.nodes) writer.node(node.id, node.json)
    for (const row of this.usage) writer.usage(row)
    for (const blob of this.#blobs) writer.blob(blob.hash, blob.content)
    writer.meta({
      sessionId: info.id,
      sessionName: info.name,
      createdAt: info.createdAt,
      model: info.model,
      cwd: info.cwd,
      parentSessionId: info.parentId
    })
    writer.head({
      sessionId: info.id,
      revision: this.#revision,
      config: {
        provider_id: info.provider,
        configured_model: info.model,
        context_window: 200_000,
        execution_mode: 'standard',
        standard_context_approach: { kind: 'rolling_history' }
      },
      checkpointRef: this.#checkpointRef,
      leaf: runtime.leaf
    })
    writer.close()
  }

  /** The question of a turn, not yet in the graph. */
  ask(question: ScriptedTurn['question']): MessageFields {
    return this.runtime.user(typeof question === 'string' ? [{ kind: 'Text', content: question }] : question)
  }

  #finish(script: ScriptedTurn, question: MessageFields, others: readonly UsageRow[]): void {
    const spent: LastPrompt[] = []
    for (const [index, round] of (script.rounds ?? []).entries()) {
      spent.push(
        this.#modelCall(JSON.stringify(round.calls.map(({ args }) => args)) + (round.reasoning ?? ''))
      )
      const before = this.runtime.nodes.length
      if (index === 0) this.runtime.firstRound(question, round)
      else this.runtime.laterRound(round)
      this.#commit(this.runtime.nodes.length - before)
    }
    if (script.answer !== undefined) spent.push(this.#answer(script.answer))
    this.#endTurn(sum(spent), others)
  }

  #answer(text: string): LastPrompt {
    const call = this.#modelCall(text)
    this.runtime.answer(text)
    return call
  }

  /** The tokens of one call of the model; everything of the prompt before is read from its cache. */
  #modelCall(written: string): LastPrompt {
    const texts = this.runtime.path().map(({ content }) => textLength(content))
    const tokens = Math.ceil(texts.reduce((a, b) => a + b, 0) / CHARACTERS_PER_TOKEN)
    const input = FIXED_PROMPT + this.clearedTokens + tokens
    const cached = Math.min(this.#lastPrompt.input, input)
    this.#lastPrompt = { input, cached, output: 12 + Math.ceil(written.length / CHARACTERS_PER_TOKEN) }
    return this.#lastPrompt
  }

  #endTurn(spent: LastPrompt, others: readonly UsageRow[]): void {
    const own: UsageRow = { source: 'turn', model: this.info.model, ...spent, reasoning: 0 }
    this.usage.push(...others, own)
    const checkpoint = storedBlob(
      'CheckpointManifest',
      manifest(++this.#turns, own, this.#lastPrompt, this.#refs)
    )
    this.#blobs.push(checkpoint)
    this.#checkpointRef = checkpoint.hash
    this.#commit(this.runtime.nodes.length)
  }

  #commit(rows: number): void {
    this.#revision++
    this.#rowsWritten += rows
  }
}

const sum = (calls: readonly LastPrompt[]): LastPrompt => ({
  input: calls.reduce((all, { input }) => all + input, 0),
  cached: calls.reduce((all, { cached }) => all + cached, 0),
  output: calls.reduce((all, { output }) => all + output, 0)
})

/** Characters that a node adds to a prompt; calls are there as parts of their messages already. */
const textLength = (content: Content): number =>
  'message' in content ? content.message.parts.reduce((all, part) => all + part.content.length, 0) : 0

/** The file name that the session-store factory gives a child (store-format.md §1.1); ids here are plain ASCII. */
export function childFileName(sessionId: string): string {
  return `${sessionId}-${createHash('sha256').update(sessionId).digest('hex').slice(0, 16)}.db`
}

/** The parent's row for a child's tokens, under the child's label: a mirror row (README-runtime.md §4). */
export function mirrorRow(source: string, child: SampleSession): UsageRow {
  const own = child.usage.filter((row) => row.source === 'turn')
  return { source, model: child.info.model, ...sum(own), reasoning: 0 }
}

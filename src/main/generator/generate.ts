import { addDamage, type Damage } from './damage'
import { Pen } from './pen'
import { createPrng, type Prng } from './prng'
import { SHAPES, type ShapeName } from './shapes'
import { StoreWriter } from './store-writer'

export interface GenerateOptions {
  readonly shape: ShapeName
  /** Rows of `graph_nodes`, without those that `damage` adds. */
  readonly size: number
  readonly seed: number
  /** Path of the store file; replaced if it exists. */
  readonly out: string
  /** Rows of `usage_deltas`; default one for 20 nodes. */
  readonly usageRows?: number
  readonly damage?: Damage
}

const MODELS: readonly [string, ...string[]] = ['claude-sonnet-4-5', 'claude-haiku-4-5', 'gpt-5-mini']
const SOURCES: readonly [string, ...string[]] = [
  'turn',
  'turn',
  'turn',
  'subagent',
  'compaction',
  'llm_query'
]

/**
 * Writes one alpha.1 store (`user_version` 15) of the given shape. Rows go straight to disk, so that a million nodes
 * need no more memory than a thousand. The same options give the same rows.
 */
export function generateStore(options: GenerateOptions): void {
  const { shape, size, seed, out } = options
  const prng = createPrng(seed)
  const writer = new StoreWriter(out)
  const pen = new Pen(writer, prng, size)
  const leaf = SHAPES[shape](pen)
  if (options.damage) addDamage(writer, pen, leaf, options.damage)
  addUsage(writer, prng, options.usageRows ?? Math.ceil(size / 20))

  const sessionId = `generated-${shape}-${size}-${seed}`
  writer.meta({
    sessionId,
    sessionName: `${shape} ${size}`,
    createdAt: '2026-05-11T09:30:00+02:00',
    model: MODELS[0],
    cwd: null,
    parentSessionId: null
  })
  writer.head({
    sessionId,
    revision: Math.max(1, Math.ceil(size / 6)),
    config: {
      provider_id: 'anthropic',
      configured_model: MODELS[0],
      context_window: 200000,
      execution_mode: 'standard',
      standard_context_approach: { kind: 'rolling_history' }
    },
    leaf
  })
  writer.close()
}

function addUsage(writer: StoreWriter, prng: Prng, rows: number): void {
  for (let i = 0; i < rows; i++) {
    const input = 1000 + prng.below(60_000)
    writer.usage({
      source: prng.pick(SOURCES),
      model: prng.pick(MODELS),
      input,
      output: 20 + prng.below(2000),
      cached: prng.below(input),
      reasoning: prng.below(200)
    })
  }
}

import type { Measured } from '../result'
import type { ShapeName } from '../stores'
import type { EngineUnderTest } from './engine-under-test'

export { MILLION } from '../stores'

/** What a bench is given: a running engine, stores of the generator (made beforehand, outside all timings), a floor. */
export interface BenchContext {
  readonly engine: EngineUnderTest
  readonly shapes: readonly ShapeName[]
  /** Path of a generated store. */
  readonly store: (shape: ShapeName, nodes: number) => Promise<string>
  /** How often each side is measured; the median counts. */
  readonly repeats: number
}

/** One bench of the engine: `names` are those of the results it gives, without the shape. */
export interface EngineBench {
  readonly names: readonly string[]
  /** It takes minutes: run when named, or with `--full`. */
  readonly long?: true
  readonly run: (context: BenchContext) => Promise<readonly Measured[]>
}

import type { Measured } from '../result'
import type { ShapeName } from '../stores'

/** What a bench of the window is given. */
export interface WindowContext {
  readonly shapes: readonly ShapeName[]
  /** Path of a generated store; not to be written to. */
  readonly store: (shape: ShapeName, nodes: number) => Promise<string>
  /** How often each side is measured where `few` is not asked for; the median counts. */
  readonly repeats: number
  /** The same for what takes seconds a time. */
  readonly few: number
}

/** One bench of the real window: `names` are those of the results it gives, without the shape. */
export interface WindowBench {
  readonly names: readonly string[]
  readonly run: (context: WindowContext) => Promise<readonly Measured[]>
}

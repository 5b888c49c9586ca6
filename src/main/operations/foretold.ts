import type { Decision } from '@shared/operations/decision'
import type { Located } from '../writer/rows'

/** The keys of CORE that a plan changes, with their values afterwards. */
export type Predicted = Readonly<Record<string, unknown>>

/** A decision with what CORE will be, as far as it changes. */
export interface Foretold {
  readonly decision: Decision
  readonly predicted: Predicted
  /** Where the rows that the steps name stand, and the bytes of their JSON, if the facts tell it. */
  readonly named?: NamedRows
}

export interface NamedRows {
  readonly located: Located
  readonly bytes: number
}

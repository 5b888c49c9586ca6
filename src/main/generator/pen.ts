import { type Content, nodeJson } from './node-json'
import type { Prng } from './prng'
import { createProse } from './prose'
import type { StoreWriter } from './store-writer'

/** The moment of the first node of every generated store; the clock then runs on with the rows. */
const START_MS = Date.UTC(2026, 4, 11, 7, 30)

/** Writes nodes of a generated session in order: gives ids and times, and knows how many rows are still to write. */
export class Pen {
  readonly prng: Prng
  readonly prose: (bytes: number) => string
  readonly #writer: StoreWriter
  #left: number
  #now = START_MS

  constructor(writer: StoreWriter, prng: Prng, size: number) {
    this.#writer = writer
    this.prng = prng
    this.prose = createProse(prng)
    this.#left = size
  }

  get left(): number {
    return this.#left
  }

  /** Writes one node below `parent` (null = a root) and gives its id back, so that calls can be chained down a path. */
  write(id: string, parent: string | null, content: Content): string {
    this.#now += 20 + this.prng.below(1500)
    this.#left--
    const timestamp = new Date(this.#now).toISOString().replace('Z', '+00:00')
    this.#writer.node(id, nodeJson(id, parent, timestamp, content))
    return id
  }

  /** A fresh id of the kind lash gives to events of a running turn (store-format.md §9.8). */
  eventId(): string {
    return `plugin:e${this.prng.hex()}`
  }
}

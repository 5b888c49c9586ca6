import { type StoreFiles, sameContent, statStore } from '../store/stamp'

/** Often enough that a commit is seen at once, seldom enough to cost nothing. */
const POLL_MS = 50

/** Watches the files of a store by `stat` alone: nothing is opened, so no writer is ever in our way or we in its. */
export class Follower {
  readonly #path: string
  readonly #onChange: () => Promise<void>
  #timer: NodeJS.Timeout | undefined
  #seen: StoreFiles | undefined

  constructor(path: string, onChange: () => Promise<void>) {
    this.#path = path
    this.#onChange = onChange
  }

  /** @param seen the files as they were when the store was read last */
  start(seen: StoreFiles): void {
    this.#seen = seen
    this.#timer ??= setTimeout(() => void this.#look(), POLL_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** The next look comes after the change has been dealt with, so that changes never pile up. */
  async #look(): Promise<void> {
    const files = statStore(this.#path)
    if (files.ok && this.#seen !== undefined && !sameContent(files.value, this.#seen)) {
      this.#seen = files.value
      await this.#onChange()
    }
    if (this.#timer !== undefined) this.#timer = setTimeout(() => void this.#look(), POLL_MS)
  }
}

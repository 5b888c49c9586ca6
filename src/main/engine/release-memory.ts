import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back what a pass has left behind. The buffers of a pass are many times what stays, and V8, which sees only
 * small objects that own them, would keep them until memory runs short.
 * @param ends the thread is about to end: everything that can be freed is, however long that takes
 */
export function releaseMemory(ends = false): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') return
  if (ends) collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  else collect()
}

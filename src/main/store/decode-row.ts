import { decodeNode } from '@shared/domain/model/decode'
import type { SessionNode } from '@shared/domain/model/node'
import { err, ok, type Result } from '@shared/result'
import { inWords } from './head'
import type { StoreEra } from './layout'

/** Decodes a row as the releases of its era do; the error says in words why lash would skip it. */
export function decodeRow(json: string | undefined, era: StoreEra): Result<SessionNode, string> {
  if (json === undefined) return err('the row holds no UTF-8 text')
  const node = decodeNode(json)
  if (!node.ok) return err(inWords(node.error))
  const { value } = node
  if (era !== 'a1' && value.kind === 'event' && value.event.kind === 'StateSnapshot') {
    return err('event: StateSnapshot is unknown from v0.1.0-alpha.2 on')
  }
  return ok(value)
}

import { showStore } from './open-store'
import { showLens } from './view'

/** Shows another store of the family in the Cost lens, however that store was looked at last. */
export async function openMember(path: string): Promise<void> {
  if (await showStore(path)) showLens('cost')
}

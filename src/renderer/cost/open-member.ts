import { openStore, shownStore } from '../state/open-store'
import { showLens } from '../state/view'

/** Opens another store of the family and stays in the Cost lens, however that store was looked at last. */
export async function openMember(path: string): Promise<void> {
  await openStore(path)
  // another store may have been opened meanwhile
  if (shownStore()?.path === path) showLens('cost')
}

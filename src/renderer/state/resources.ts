import { requestEngine } from '../bridge/engine'
import { storeResource } from './resource'

/** Head, checkpoint and meta of the shown store, decoded. */
export const headResource = storeResource((store) => requestEngine('head/read', { store }))

/** Everything wrong or notable in the shown store. */
export const findingsResource = storeResource((store) => requestEngine('findings/read', { store }))

/** The orphan branches of the shown store. */
export const branchesResource = storeResource((store) => requestEngine('branches/read', { store }))

/** What a resumed runtime would hold in each residency, and what its next commit would do. */
export const residencyResource = storeResource((store) => requestEngine('residency/read', { store }))

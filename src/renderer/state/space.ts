import { requestEngine } from '../bridge/engine'
import { storeResource } from './resource'

/** Where the bytes of the shown store are, and what each step would give back. */
export const spaceResource = storeResource((store) => requestEngine('space/read', { store }))

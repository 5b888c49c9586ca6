import { randomInt } from 'node:crypto'
import type { HashKey } from '@shared/domain/columns/row-memory'

const word = (): number => randomInt(2 ** 32)

/** A key that nobody can foresee, for one index. */
export const randomKey = (): HashKey => [word(), word(), word(), word()]

import { prune } from '../operations/prune'
import type { EngineBench } from './bench'
import { growth } from './growth'
import { indexAndClassify } from './index-and-classify'
import { memory } from './memory'
import { reopen } from './reopen'
import { search } from './search'
import { usage } from './usage'

/** Every bench of the engine, in the order they run: memory first, while the process is fresh. */
export const engineBenches: readonly EngineBench[] = [
  memory,
  indexAndClassify,
  growth,
  reopen,
  search,
  usage,
  prune
]

import type { WindowBench } from './bench'
import { blocked } from './blocked'
import { follow } from './follow'
import { launch } from './launch'
import { memory } from './memory'
import { openGrowth } from './open-growth'
import { pan } from './pan'

/** Every bench of the window, in the order they run. */
export const windowBenches: readonly WindowBench[] = [launch, memory, openGrowth, blocked, follow, pan]

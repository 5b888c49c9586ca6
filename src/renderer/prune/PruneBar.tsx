import { ResidencyBar } from '../residency/ResidencyBar'
import { HazardStrip } from './HazardStrip'

/** Over the canvas of the prune lens: what a runtime would keep in memory, and what its commits would delete. */
export function PruneBar() {
  return (
    <>
      <ResidencyBar />
      <HazardStrip />
    </>
  )
}

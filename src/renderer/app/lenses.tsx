import type { ComponentType } from 'react'
import { CostBand } from '../cost/CostBand'
import { CostInspector } from '../cost/CostInspector'
import { Inspector } from '../inspector/Inspector'
import { LedgerDock } from '../ledger/LedgerDock'
import { PruneBar } from '../prune/PruneBar'
import { PruneDock } from '../prune/PruneDock'
import type { Lens } from '../state/view'

/** What a lens puts around the one canvas; null = nothing there. */
export interface LensParts {
  /** A bar of 36 over the canvas. */
  readonly Bar: ComponentType | null
  /** Under canvas and map; folds to 36. */
  readonly Dock: ComponentType
  /** The dock is the work of this lens and does not fold. */
  readonly alwaysDocked: boolean
  readonly Inspector: ComponentType
}

export const lensParts: Readonly<Record<Lens, LensParts>> = {
  browse: { Bar: null, Dock: LedgerDock, alwaysDocked: false, Inspector },
  prune: { Bar: PruneBar, Dock: PruneDock, alwaysDocked: true, Inspector },
  cost: { Bar: CostBand, Dock: LedgerDock, alwaysDocked: false, Inspector: CostInspector }
}

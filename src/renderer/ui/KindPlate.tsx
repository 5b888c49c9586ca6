import './kind-plate.css'
import {
  Brain,
  ChevronsRight,
  CornerDownLeft,
  FileX2,
  FoldVertical,
  GitBranch,
  Info,
  Layers,
  type LucideIcon,
  MessageSquareText,
  Plug,
  Unlink,
  User,
  Wrench
} from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import type { PlateKind } from '../theme/kinds'
import { kindColour } from '../theme/kinds'

interface Plate {
  /** Outline in a box of 24, drawn before any colour is seen. */
  readonly outline: string
  readonly icon: LucideIcon | null
  readonly hollow?: true
  readonly dashed?: true
}

const hexagon = 'M12 1 21.5 6.5v11L12 23 2.5 17.5v-11Z'

const plates: Readonly<Record<PlateKind, Plate>> = {
  user: { outline: 'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Z', icon: User },
  assistant: {
    outline: 'M6 2h12a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4Z',
    icon: MessageSquareText
  },
  reasoning: { outline: 'M12 .8 23.2 12 12 23.2.8 12Z', icon: Brain },
  toolCall: { outline: hexagon, icon: Wrench },
  toolResult: { outline: hexagon, icon: CornerDownLeft, hollow: true },
  modeStep: { outline: 'M2 3h13l7.5 9L15 21H2Z', icon: ChevronsRight },
  snapshot: {
    outline: 'M3 5.5C3 3.5 7 2 12 2s9 1.5 9 3.5v13c0 2-4 3.5-9 3.5s-9-1.5-9-3.5Z',
    icon: Layers
  },
  plugin: { outline: 'M2.5 3h6v2.5h7V3h6v18.5h-19Z', icon: Plug },
  compaction: { outline: 'M2.5 2h19v3.5L18 12l3.5 6.5V22h-19v-3.5L6 12 2.5 5.5Z', icon: FoldVertical },
  system: { outline: 'M3 3h18v18H3Z', icon: Info },
  unknown: { outline: 'M3 3h18v18H3Z', icon: null, dashed: true },
  unreadable: { outline: 'M3 2h18v18l-3 2-3-2-3 2-3-2-3 2-3-2Z', icon: FileX2 },
  session: { outline: 'M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9Z', icon: GitBranch },
  lost: { outline: 'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Z', icon: Unlink, dashed: true }
}

/**
 * The sign of a kind: shape and icon first, colour second. `size` in pixels, 24 on cards. Decorative: whoever draws it
 * says the kind in words beside it.
 */
export const KindPlate = memo(function KindPlate({
  kind,
  size = 24,
  selected = false
}: {
  readonly kind: PlateKind
  readonly size?: number
  readonly selected?: boolean
}) {
  const { outline, icon: Icon, hollow, dashed } = plates[kind]
  const style = { '--plate': kindColour(kind), width: size, height: size } as CSSProperties
  return (
    <span className={selected ? 'kind-plate selected' : 'kind-plate'} style={style} aria-hidden="true">
      <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
        <path
          className={hollow ? 'hollow' : 'filled'}
          d={outline}
          strokeDasharray={dashed ? '3 2.5' : undefined}
        />
      </svg>
      {Icon === null ? <b>?</b> : <Icon size={size * 0.5} strokeWidth={2.25} />}
    </span>
  )
})

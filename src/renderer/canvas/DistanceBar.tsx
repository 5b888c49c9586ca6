import { Minus, Plus } from 'lucide-react'
import { useStore } from 'zustand'
import { requestCanvas, showDistance, viewState } from '../state/view'
import { IconButton, keepFocus, Segments } from '../ui/Controls'

const distances = [
  ['read', 'Read'],
  ['runs', 'Runs'],
  ['map', 'Map']
] as const

/** The switch between the three distances, and the zoom as a figure. */
export function DistanceBar() {
  const distance = useStore(viewState, (view) => view.distance)
  const zoom = useStore(viewState, (view) => view.zoom)
  return (
    <div className="distance-bar">
      <Segments label="Distance" options={distances} value={distance} onChange={showDistance} bar />
      <IconButton
        icon={Minus}
        label="Zoom out"
        size={14}
        onMouseDown={keepFocus}
        onClick={() => requestCanvas('zoom-out')}
      />
      <button
        type="button"
        className="zoom-figure"
        title="Reading size"
        onMouseDown={keepFocus}
        onClick={() => requestCanvas('read-zoom')}
      >
        {formatZoom(zoom)}
      </button>
      <IconButton
        icon={Plus}
        label="Zoom in"
        size={14}
        onMouseDown={keepFocus}
        onClick={() => requestCanvas('zoom-in')}
      />
    </div>
  )
}

function formatZoom(zoom: number): string {
  const percent = zoom * 100
  if (percent >= 1) return `${Math.round(percent)} %`
  return percent >= 0.01 ? `${percent.toPrecision(1)} %` : '< 0.01 %'
}

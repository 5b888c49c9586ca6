import { panBy, zoomBy } from './canvas-state'

const wheelLine = 16
/** Pointer movement below this is a click, px. */
const dragFrom = 4
/** Natural zoom per px of a pinch, as a browser reports it (wheel with ctrl). */
const pinchSpeed = 0.01

/**
 * Wheel scrolls, ctrl+wheel and pinch zoom around the pointer, dragging pans. A drag ends without a click.
 * @returns how to stop
 */
export function listenToGestures(pane: HTMLElement): () => void {
  const wheel = (event: WheelEvent): void => {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? wheelLine : 1
    if (event.ctrlKey || event.metaKey) {
      const box = pane.getBoundingClientRect()
      const delta = Math.max(-40, Math.min(40, event.deltaY * unit))
      zoomBy(Math.exp(-delta * pinchSpeed), { x: event.clientX - box.left, y: event.clientY - box.top })
    } else if (event.shiftKey) panBy((event.deltaX + event.deltaY) * unit, 0)
    else panBy(event.deltaX * unit, event.deltaY * unit)
  }
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, input')))
      return
    pane.focus({ preventScroll: true })
    followDrag(pane, event)
  }
  pane.addEventListener('wheel', wheel, { passive: false })
  pane.addEventListener('pointerdown', down)
  return () => {
    pane.removeEventListener('wheel', wheel)
    pane.removeEventListener('pointerdown', down)
  }
}

function followDrag(pane: HTMLElement, { pointerId, clientX, clientY }: PointerEvent): void {
  let x = clientX
  let y = clientY
  let dragging = false
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return
    if (!dragging && Math.hypot(event.clientX - clientX, event.clientY - clientY) < dragFrom) return
    if (!dragging) {
      dragging = true
      pane.setPointerCapture(pointerId)
      pane.classList.add('dragging')
    }
    panBy(x - event.clientX, y - event.clientY)
    x = event.clientX
    y = event.clientY
  }
  const swallow = (event: MouseEvent): void => event.stopPropagation()
  const up = (): void => {
    pane.removeEventListener('pointermove', move)
    pane.removeEventListener('pointerup', up)
    pane.removeEventListener('pointercancel', up)
    pane.classList.remove('dragging')
    if (!dragging) return
    pane.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => pane.removeEventListener('click', swallow, { capture: true }), 0)
  }
  pane.addEventListener('pointermove', move)
  pane.addEventListener('pointerup', up)
  pane.addEventListener('pointercancel', up)
}

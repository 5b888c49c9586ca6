import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scaleOf } from './camera'
import { canvasState } from './canvas-state'
import { stableWindow } from './scene-window'

const size = { width: 1000, height: 700, room: 'wide' } as const
const at = (camera: { distance: 'read' | 'runs' | 'map'; zoom: number; x: number; y: number }) =>
  stableWindow({ ...canvasState.getState(), camera, size })

const camera = fc.record({
  distance: fc.constantFrom('read', 'runs', 'map'),
  zoom: fc.double({ min: 0.7, max: 2, noNaN: true }),
  x: fc.double({ min: 0, max: 5000, noNaN: true }),
  y: fc.double({ min: -100, max: 1e8, noNaN: true })
})

it('mounts what is seen wherever the camera goes, and not much more', () => {
  fc.assert(
    fc.property(fc.array(camera, { minLength: 1 }), (cameras) => {
      for (const where of cameras) {
        const window = at(where)
        if (where.distance === 'map') continue
        const scale = scaleOf(where)
        expect(window.distance).toBe(where.distance)
        expect(window.top).toBeLessThan(where.y)
        expect(window.bottom).toBeGreaterThan(where.y + size.height / scale)
        expect(window.left).toBeLessThanOrEqual(where.x)
        expect(window.right).toBeGreaterThan(where.x + size.width / scale)
        expect((window.bottom - window.top) * scale).toBeLessThan(2 * size.height)
      }
    })
  )
})

it('stays the same while the camera moves or zooms a little, and on the map', () => {
  const before = at({ distance: 'read', zoom: 1, x: 0, y: 5000 })
  expect(at({ distance: 'read', zoom: 1, x: 0, y: 5090 })).toBe(before)
  expect(at({ distance: 'read', zoom: 0.95, x: 0, y: 4960 })).toBe(before)
  expect(at({ distance: 'map', zoom: 0.1, x: 0, y: 0 })).toBe(before)
  expect(at({ distance: 'read', zoom: 1, x: 0, y: 5200 })).not.toBe(before)
})

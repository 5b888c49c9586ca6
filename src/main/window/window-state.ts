import { readFileSync, writeFileSync } from 'node:fs'
import { type BrowserWindow, screen } from 'electron'
import { z } from 'zod'

const schema = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean().default(false)
})

const fallback = { width: 1440, height: 900 }

/** Size and place of the window at its last close; a default where none is kept or its screen is gone. */
export function readWindowState(file: string): { width: number; height: number; x?: number; y?: number } {
  try {
    const { maximized: _, ...bounds } = schema.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (bounds.x === undefined || bounds.y === undefined)
      return { width: bounds.width, height: bounds.height }
    const place = { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }
    const { workArea } = screen.getDisplayMatching(place)
    const visible = place.x < workArea.x + workArea.width && place.y < workArea.y + workArea.height
    return visible ? place : { width: place.width, height: place.height }
  } catch {
    return fallback
  }
}

/** Writes the window's size and place when it closes; a folder that cannot be written costs only the memory of it. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(file, JSON.stringify(state))
    } catch (cause) {
      console.error('window state not kept:', cause)
    }
  })
}

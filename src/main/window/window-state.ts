import { readFileSync, writeFileSync } from 'node:fs'
import { type BrowserWindow, screen } from 'electron'

interface Bounds {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
}

const fallback: Bounds = { width: 1440, height: 900 }
const minimum = { width: 400, height: 300 }

const isWhole = (value: unknown): value is number => Number.isInteger(value)

/** Parses kept bounds by hand, as the window waits for them; null where they are no bounds of a window. */
function parseBounds(text: string): Bounds | null {
  const kept: Readonly<Record<string, unknown>> = Object(JSON.parse(text))
  const { width, height, x, y } = kept
  if (!isWhole(width) || !isWhole(height) || width < minimum.width || height < minimum.height) return null
  return isWhole(x) && isWhole(y) ? { width, height, x, y } : { width, height }
}

/** Size and place of the window at its last close; a default where none is kept or its screen is gone. */
export function readWindowState(file: string): Bounds {
  try {
    const bounds = parseBounds(readFileSync(file, 'utf8'))
    if (bounds === null) return fallback
    const { width, height, x, y } = bounds
    if (x === undefined || y === undefined) return bounds
    const { workArea } = screen.getDisplayMatching({ x, y, width, height })
    const visible = x < workArea.x + workArea.width && y < workArea.y + workArea.height
    return visible ? bounds : { width, height }
  } catch {
    return fallback
  }
}

/** Writes the window's size and place when it closes; a folder that cannot be written costs only the memory of it. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    try {
      writeFileSync(file, JSON.stringify(window.getNormalBounds()))
    } catch (cause) {
      console.error('window state not kept:', cause)
    }
  })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nativeTheme } from 'electron'

/**
 * The theme in the kept settings, whatever stands there; undefined where none is kept. Read by hand, as the window waits
 * for it; the page gets the settings parsed whole.
 */
export function keptTheme(dataFolder: string): unknown {
  try {
    const kept: Readonly<Record<string, unknown>> = Object(
      JSON.parse(readFileSync(join(dataFolder, 'settings.json'), 'utf8'))
    )
    return kept.theme
  } catch {
    return undefined
  }
}

/** Dresses what the system draws in one of our themes; in the system's own where `theme` is none of them. */
export function setSystemTheme(theme: unknown): void {
  if (theme === 'dark' || theme === 'contrast') nativeTheme.themeSource = 'dark'
  else nativeTheme.themeSource = theme === 'light' ? 'light' : 'system'
}

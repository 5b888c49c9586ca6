import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './colours.css'
import './base.css'
import '../ui/panel.css'
import type { Theme } from '@shared/ipc/app'

/** The theme that is drawn, after "follow the system" has been decided. */
export type DrawnTheme = Exclude<Theme, 'system'>

const dark = '(prefers-color-scheme: dark)'
const moreContrast = '(prefers-contrast: more)'

/** @returns what `theme` means on this system now */
function drawnTheme(theme: Theme): DrawnTheme {
  if (theme !== 'system') return theme
  if (window.matchMedia(moreContrast).matches) return 'contrast'
  return window.matchMedia(dark).matches ? 'dark' : 'light'
}

/** Draws the page in `theme`. The colours are custom properties under `:root[data-theme]`. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = drawnTheme(theme)
}

/** Calls `changed` when the system changes between dark and light or asks for more contrast. */
export function onSystemTheme(changed: () => void): void {
  for (const query of [dark, moreContrast]) window.matchMedia(query).addEventListener('change', changed)
}

/** Uses the bundled faces where the platform brings none that fit: everywhere but on macOS and Windows. */
export function chooseFonts(): void {
  const own = /^(Mac|Win)/.test(navigator.platform)
  document.documentElement.dataset.fonts = own ? 'system' : 'bundled'
}

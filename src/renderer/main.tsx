import './bridge/first-answers'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App, connectWindow } from './app/App'
import { loadLateParts } from './app/late-parts'
import { startState } from './state/start'
import { chooseFonts } from './theme/theme'

/** Draws the window once and whole: what it shows first is what it starts with. The rest of the code comes after that. */
async function start(root: HTMLElement): Promise<void> {
  chooseFonts()
  connectWindow()
  await startState()
  flushSync(() => createRoot(root).render(<App />))
  await firstPicture()
  await loadLateParts()
}

/** Settled once what was drawn first is on the screen. */
const firstPicture = (): Promise<void> =>
  new Promise((resolve) => {
    new PerformanceObserver((seen, observer) => {
      if (seen.getEntriesByName('first-contentful-paint').length === 0) return
      observer.disconnect()
      resolve()
    }).observe({ type: 'paint', buffered: true })
  })

const root = document.getElementById('root')
if (root) void start(root)

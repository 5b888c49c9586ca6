import { join } from 'node:path'
import { _electron, type Page } from 'playwright'
import { type Measured, median } from '../result'
import { MILLION } from '../stores'
import type { WindowBench } from './bench'
import { benchBuild, cleanEnvironment, Inspector, rootFlags, windowSize } from './inspector'

const AT_LEAST = 0.95

/** `pan`: frames per second while the same wheel turns over a million nodes and over a plain canvas of 200. */
export const pan: WindowBench = {
  names: ['pan'],
  async run({ shapes, store, few }) {
    const measured: Measured[] = []
    for (const shape of shapes) {
      const path = await store(shape, MILLION)
      const ours: number[] = []
      const floor: number[] = []
      for (let i = 0; i < few; i++) {
        floor.push(await plainFrames())
        ours.push(await ourFrames(path))
      }
      const name = `pan ${shape}`
      const ratio = median(ours) / median(floor)
      measured.push({
        samples: { name, ours, floor },
        result: {
          name,
          unit: 'frames/s',
          ours: median(ours),
          floor: median(floor),
          ratio,
          goal: `≥ ${AT_LEAST} × 200 plain nodes`,
          met: ratio >= AT_LEAST
        }
      })
    }
    return measured
  }
}

/** One window at a time, so that neither side draws while the other is measured. */
async function ourFrames(path: string): Promise<number> {
  const inspector = await Inspector.launch([path])
  await inspector.open(path)
  await inspector.page.waitForTimeout(3000)
  const frames = await turnTheWheel(inspector.page, '.canvas')
  await inspector.close()
  return frames
}

async function plainFrames(): Promise<number> {
  const bare = await _electron.launch({
    args: [...rootFlags, join(process.cwd(), 'bench', 'floor', 'main.mjs')],
    env: cleanEnvironment({
      FLOOR_PAGE: join(benchBuild, 'floor', 'canvas.html'),
      FLOOR_SIZE: `${windowSize.width}x${windowSize.height}`
    })
  })
  const page = await bare.firstWindow()
  await page.waitForSelector('.react-flow__node')
  await page.waitForTimeout(1000)
  const frames = await turnTheWheel(page, '.react-flow__renderer')
  await bare.close()
  return frames
}

async function turnTheWheel(page: Page, selector: string): Promise<number> {
  await page.evaluate(scriptedFrames, { selector, seconds: 0.5 })
  return page.evaluate(scriptedFrames, { selector, seconds: 8 })
}

/**
 * In the page: scrolls at reading size, zooms out as far as runs and scrolls, zooms out to the map and scrolls, and
 * zooms back in; one turn of the wheel a frame. @returns frames per second
 */
function scriptedFrames({ selector, seconds }: { selector: string; seconds: number }): Promise<number> {
  const canvas = document.querySelector(selector)
  if (canvas === null) throw new Error(`no ${selector}`)
  const box = canvas.getBoundingClientRect()
  const at = { clientX: box.left + box.width / 3, clientY: box.top + box.height / 2 }
  const turn = (deltaY: number, ctrlKey: boolean): void => {
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaY, ctrlKey, ...at, bubbles: true, cancelable: true }))
  }
  // Each step for an eighth of the time; zooming moves by the time gone, so that slow frames get as far as fast ones.
  const steps: readonly ((ms: number) => void)[] = [
    () => turn(-24, false),
    () => turn(20, false),
    (ms) => turn(ms * 0.09, true),
    () => turn(-24, false),
    (ms) => turn(ms * 0.6, true),
    () => turn(16, false),
    (ms) => turn(ms * -0.69, true),
    () => turn(-24, false)
  ]
  const start = performance.now()
  return new Promise((resolve) => {
    let frames = 0
    let last = start
    const frame = (): void => {
      const now = performance.now()
      const gone = (now - start) / (seconds * 1000)
      if (gone >= 1) {
        resolve((frames * 1000) / (now - start))
        return
      }
      frames++
      steps[Math.floor(gone * steps.length)]?.(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

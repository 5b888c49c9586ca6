import { compare, type Measured } from '../result'
import { MILLION } from '../stores'
import type { WindowBench } from './bench'
import { Inspector } from './inspector'

/** ms that the leaf end of a store of any size may take. */
const BOUND = 1000

/** `open-growth`: click in the sidebar until the leaf end is drawn and moves under the wheel. */
export const openGrowth: WindowBench = {
  names: ['open-growth'],
  async run({ shapes, store, repeats }) {
    const measured: Measured[] = []
    for (const shape of shapes) {
      const large = await store(shape, MILLION)
      const small = await store(shape, MILLION / 100)
      const inspector = await Inspector.launch([large, small])
      const ours: number[] = []
      const floor: number[] = []
      for (let i = 0; i < repeats; i++) {
        floor.push(await clickToDrawn(inspector, small))
        ours.push(await clickToDrawn(inspector, large))
      }
      await inspector.close()
      const name = `open-growth ${shape}`
      const { result, samples } = compare({ name, ours, floor }, 'ms', 1.3)
      const goal = '≤ 1.3 × the same at 10⁴, and ≤ 1 s'
      measured.push({
        samples,
        result: { ...result, goal, met: result.met === true && result.ours <= BOUND }
      })
    }
    return measured
  }
}

async function clickToDrawn(inspector: Inspector, store: string): Promise<number> {
  await inspector.rest()
  inspector.forget()
  return inspector.page.evaluate(openAndTime, inspector.listed(store))
}

/** In the page: clicks a store's line and looks each frame whether cards with words stand there and can be moved. */
function openAndTime(path: string): Promise<number> {
  const line = [...document.querySelectorAll<HTMLElement>('[role=treeitem]')].find(
    ({ title }) => title === path
  )
  if (line === undefined) throw new Error(`${path} is not listed`)
  const before = document.querySelector('.canvas')
  const start = performance.now()
  line.click()
  return new Promise((resolve) => {
    const look = (): void => {
      const canvas = document.querySelector('.canvas')
      const worded = [...(canvas?.querySelectorAll('.card-text') ?? [])].filter(
        (text) => text.textContent !== ''
      )
      const viewport = canvas?.querySelector<HTMLElement>('.react-flow__viewport')
      if (canvas === null || canvas === before || worded.length < 3 || viewport == null) {
        requestAnimationFrame(look)
        return
      }
      const from = viewport.style.transform
      canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -40, bubbles: true, cancelable: true }))
      const moved = (): void => {
        if (viewport.style.transform === from) requestAnimationFrame(moved)
        else setTimeout(() => resolve(performance.now() - start))
      }
      requestAnimationFrame(moved)
    }
    requestAnimationFrame(look)
  })
}

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
  const canvas = document.querySelector('.canvas')
  const viewport = canvas?.querySelector<HTMLElement>('.react-flow__viewport')
  if (canvas == null || viewport == null) throw new Error('there is no canvas')
  const worded = (): number =>
    [...canvas.querySelectorAll('.card-text')].filter(
      (text) => text.textContent !== '' && text.checkVisibility({ visibilityProperty: true })
    ).length
  const start = performance.now()
  line.click()
  return new Promise((resolve) => {
    // the canvas is emptied first: the words of the store before do not count
    let emptied = false
    const look = (): void => {
      const count = worded()
      emptied ||= count === 0
      if (!emptied || count < 3) {
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

import { latePart } from '../ui/late-part'

/** Canvas, map and dock of an open store. */
export const WorkPane = latePart(async () => (await import('./WorkPane')).WorkPane)

/** What stands beside the canvas of an open store. */
export const SideOfLens = latePart(async () => (await import('./SideOfLens')).SideOfLens)

export const ReadingPanes = latePart(async () => (await import('./ReadingPanes')).ReadingPanes)
export const Overlays = latePart(async () => (await import('../palette/Overlays')).Overlays)
export const CostDialogs = latePart(async () => (await import('../cost/CostDialogs')).CostDialogs)

/** ms after which no more idle moment is waited for: on a machine that is busy there may be none for long. */
const patience = 500

/** Until the page has nothing to do, or has been busy for as long as anybody would wait. */
export const untilIdle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: patience }))

/**
 * Fetches the code of all that the first picture does without: first what an open store needs, then, whenever the page
 * has nothing else to do, what is only seen once it is asked for.
 */
export async function loadLateParts(): Promise<void> {
  await Promise.all([WorkPane.load(), SideOfLens.load()])
  for (const part of [Overlays, ReadingPanes, CostDialogs]) {
    await untilIdle()
    await part.load()
  }
}

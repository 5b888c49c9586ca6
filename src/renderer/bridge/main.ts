import type { InspectorBridge } from '@shared/ipc/bridge'
import type { MainPushes, MainRequests } from '@shared/ipc/contract'
import type { AnswerOf, ArgsOf } from '@shared/ipc/request'

declare global {
  interface Window {
    readonly inspector: InspectorBridge
  }
}

/** Asks the process that owns the windows; expected failures come back as values. */
export async function requestMain<Name extends keyof MainRequests>(
  name: Name,
  args: ArgsOf<MainRequests, Name>
): Promise<AnswerOf<MainRequests, Name>> {
  return (await window.inspector.request(name, args)) as AnswerOf<MainRequests, Name>
}

/** Hears what the main process says unasked. @returns how to stop */
export function onMainPush<Name extends keyof MainPushes>(
  name: Name,
  listener: (payload: MainPushes[Name]) => void
): () => void {
  return window.inspector.onPush((pushed, payload) => {
    if (pushed === name) listener(payload as MainPushes[Name])
  })
}

/** The path on disk of a dropped file. */
export const pathOfFile = (file: File): string => window.inspector.pathOf(file)

import type { EngineAnswer, EnginePush, EnginePushes } from '@shared/ipc/contract'

/** One window's end of the conversation, whichever kind of port carries it. */
export interface EnginePort {
  send(message: EngineAnswer | EnginePush): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/** Says something unasked to the window that opened a store. */
export type Push = <Name extends keyof EnginePushes>(name: Name, payload: EnginePushes[Name]) => void

export const pushTo =
  (port: EnginePort): Push =>
  (name, payload) =>
    port.send({ push: name, payload })

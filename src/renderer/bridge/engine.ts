import { enginePortMessage } from '@shared/ipc/bridge'
import type { EngineAnswer, EngineCall, EnginePush, EnginePushes, EngineRequests } from '@shared/ipc/contract'
import type { AnswerOf, ArgsOf } from '@shared/ipc/request'

type Listener = (payload: unknown) => void

let port: MessagePort | undefined
let nextCall = 1
const queued: EngineCall[] = []
const waiting = new Map<number, (answer: unknown) => void>()
const listeners = new Map<keyof EnginePushes, Set<Listener>>()
const reconnectListeners = new Set<() => void>()

function receive(message: EngineAnswer | EnginePush): void {
  if ('call' in message) {
    waiting.get(message.call)?.(message.answer)
    waiting.delete(message.call)
    return
  }
  for (const listener of listeners.get(message.push) ?? []) listener(message.payload)
}

/** The engine died and was started again: whatever was asked of the old one will never be answered. */
function abandonCalls(): void {
  for (const answer of waiting.values()) {
    answer({
      ok: false,
      error: {
        code: 'engine-restarted',
        message: 'The store reader stopped and was started again.',
        advice: 'Open the store again.'
      }
    })
  }
  waiting.clear()
}

window.addEventListener('message', (event) => {
  const [given] = event.ports
  if (event.source !== window || event.data !== enginePortMessage || given === undefined) return
  const again = port !== undefined
  port = given
  given.onmessage = ({ data }: MessageEvent<EngineAnswer | EnginePush>) => receive(data)
  if (again) {
    abandonCalls()
    for (const listener of reconnectListeners) listener()
  }
  for (const call of queued.splice(0)) given.postMessage(call)
})

/** Asks the engine; waits for its port where it has not come yet. Expected failures come back as values. */
export function requestEngine<Name extends keyof EngineRequests>(
  name: Name,
  args: ArgsOf<EngineRequests, Name>
): Promise<AnswerOf<EngineRequests, Name>> {
  return new Promise((resolve) => {
    const call: EngineCall = { call: nextCall++, name, args }
    waiting.set(call.call, (answer) => resolve(answer as AnswerOf<EngineRequests, Name>))
    if (port === undefined) queued.push(call)
    else port.postMessage(call)
  })
}

/** Hears what the engine says unasked. @returns how to stop */
export function onEnginePush<Name extends keyof EnginePushes>(
  name: Name,
  listener: (payload: EnginePushes[Name]) => void
): () => void {
  const heard = listeners.get(name) ?? new Set<Listener>()
  listeners.set(name, heard)
  heard.add(listener as Listener)
  return () => heard.delete(listener as Listener)
}

/** Called when a new engine has taken the place of one that died. @returns how to stop */
export function onEngineRestart(listener: () => void): () => void {
  reconnectListeners.add(listener)
  return () => reconnectListeners.delete(listener)
}

import { enginePortMessage, type InspectorBridge } from '@shared/ipc/bridge'
import {
  type EngineAnswer,
  type EngineCall,
  type EngineHandlers,
  type EnginePush,
  type EnginePushes,
  type EngineRequests,
  engineRequests
} from '@shared/ipc/contract'
import type { AnswerOf, ArgsOf } from '@shared/ipc/request'

type Name = keyof EngineRequests

/** A request that the page has made of the engine. */
export interface Asked<N extends Name = Name> {
  readonly name: N
  readonly args: ArgsOf<EngineRequests, N>
  answer(answer: AnswerOf<EngineRequests, N>): void
}

/** The end of the engine's port that the page holds. */
class PagePort extends EventTarget implements MessagePort {
  onmessage: MessagePort['onmessage'] = null
  onmessageerror: MessagePort['onmessageerror'] = null
  readonly #toEngine: (call: EngineCall) => void

  constructor(toEngine: (call: EngineCall) => void) {
    super()
    this.#toEngine = toEngine
  }

  postMessage(call: EngineCall): void {
    this.#toEngine(call)
  }

  /** Hands the page a message at once, so that tests wait for nothing. */
  deliver(data: EngineAnswer | EnginePush): void {
    this.onmessage?.(new MessageEvent('message', { data }))
  }

  start(): void {}
  close(): void {}
}

/**
 * An engine for tests, at the far end of the real bridge. It answers by itself what it has handlers for; whatever else
 * is asked waits until the test answers it. Arguments that the engine's door would refuse throw.
 */
export class FakeEngine {
  readonly #handlers: Partial<EngineHandlers>
  #asked: Asked[] = []
  readonly #answered = new Set<Asked>()
  #port = new PagePort((call) => this.#take(call))

  /** @param handlers those of the requests that the test does not answer one by one */
  constructor(handlers: Partial<EngineHandlers> = {}) {
    this.#handlers = handlers
    Object.assign(window, { inspector: deafBridge })
    this.#connect()
  }

  /** @returns the arguments of everything that was asked under a name, the first one first */
  asked<N extends Name>(name: N): readonly ArgsOf<EngineRequests, N>[] {
    return this.#named(name).map(({ args }) => args)
  }

  /** @returns what was asked under a name and is not answered yet, the first one first */
  waiting<N extends Name>(name: N): readonly Asked<N>[] {
    return this.#named(name).filter((asked) => !this.#answered.has(asked))
  }

  /** Says something unasked. */
  push<N extends keyof EnginePushes>(push: N, payload: EnginePushes[N]): void {
    this.#port.deliver({ push, payload })
  }

  /** Has another engine take the place of this one, as after a crash: what waits is never answered. */
  restart(): void {
    this.forget()
    this.#port = new PagePort((call) => this.#take(call))
    this.#connect()
  }

  /** Forgets everything that was asked; late answers to it still reach the page. */
  forget(): void {
    this.#asked = []
  }

  #connect(): void {
    const init = { data: enginePortMessage, source: window, ports: [this.#port] }
    window.dispatchEvent(new MessageEvent('message', init))
  }

  #take({ call, name, args }: EngineCall): void {
    if (!isRequest(name)) throw new Error(`There is no request "${name}".`)
    const port = this.#port
    engineRequests[name].args.parse(args)
    this.#note(name, args as ArgsOf<EngineRequests, typeof name>, (answer) => port.deliver({ call, answer }))
  }

  #note<N extends Name>(name: N, args: ArgsOf<EngineRequests, N>, send: (answer: unknown) => void): void {
    const asked: Asked<N> = {
      name,
      args,
      answer: (answer) => {
        this.#answered.add(asked)
        send(answer)
      }
    }
    this.#asked.push(asked)
    const handler = this.#handlers[name]
    if (handler !== undefined) void Promise.resolve(handler(args)).then(asked.answer)
  }

  #named<N extends Name>(name: N): readonly Asked<N>[] {
    return this.#asked.filter((asked): asked is Asked<N> => asked.name === name)
  }
}

const isRequest = (name: string): name is Name => Object.hasOwn(engineRequests, name)

/** The process that owns the windows: for tests that need nothing of it, it answers nothing. */
const deafBridge: InspectorBridge = {
  request: () => new Promise(() => {}),
  onPush: () => () => {},
  pathOf: () => ''
}

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { EnginePushes, EngineRequests } from '@shared/ipc/contract'
import type { AnswerOf, ArgsOf } from '@shared/ipc/request'
import { app, MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import enginePath from '../../src/main/engine/engine.process?modulePath'

type Message =
  | { readonly call: number; readonly answer: unknown }
  | { readonly push: keyof EnginePushes; readonly payload: unknown }

/** The real engine process, spoken to as a window does. */
export class EngineUnderTest {
  readonly #process: UtilityProcess
  readonly #port: MessagePortMain
  readonly #data: string
  readonly #answers = new Map<number, (answer: unknown) => void>()
  readonly #listeners = new Set<(push: keyof EnginePushes, payload: unknown) => void>()
  #calls = 0

  constructor(data: string) {
    this.#data = data
    this.#process = utilityProcess.fork(enginePath, [], {
      env: { ...process.env, LASH_INSPECTOR_DATA: data }
    })
    const { port1, port2 } = new MessageChannelMain()
    this.#port = port2
    port2.on('message', ({ data: message }) => this.#receive(message))
    port2.start()
    this.#process.postMessage({ type: 'window' }, [port1])
  }

  ask<Name extends keyof EngineRequests & string>(
    name: Name,
    args: ArgsOf<EngineRequests, Name>
  ): Promise<AnswerOf<EngineRequests, Name>> {
    return new Promise((resolve) => {
      const call = ++this.#calls
      this.#answers.set(call, (answer) => resolve(answer as AnswerOf<EngineRequests, Name>))
      this.#port.postMessage({ call, name, args })
    })
  }

  /** The next push of this name that `fits`. */
  next<Name extends keyof EnginePushes>(
    name: Name,
    fits: (payload: EnginePushes[Name]) => boolean = () => true
  ): Promise<EnginePushes[Name]> {
    return new Promise((resolve, reject) => {
      const listener = (push: keyof EnginePushes, payload: unknown): void => {
        if (push === 'store/failed') reject(new Error(JSON.stringify(payload)))
        if (push !== name || !fits(payload as EnginePushes[Name])) return
        this.#listeners.delete(listener)
        resolve(payload as EnginePushes[Name])
      }
      this.#listeners.add(listener)
    })
  }

  async open(path: string): Promise<number> {
    const opened = await this.ask('store/open', { path, opening: 1 })
    if (!opened.ok) throw new Error(opened.error.message)
    await this.ask('graph/read', { store: opened.value.store })
    return opened.value.store
  }

  async close(store: number): Promise<void> {
    await this.ask('store/close', { store })
  }

  /** Where indexes are kept. */
  get indexFolder(): string {
    return join(this.#data, 'index')
  }

  /** Forgets every kept index. */
  forget(): void {
    rmSync(this.indexFolder, { recursive: true, force: true })
  }

  /** Bytes that the engine process holds in memory, threads included, once it has come to rest. */
  async memory(): Promise<number> {
    await wait(8000)
    const found = app.getAppMetrics().find(({ pid }) => pid === this.#process.pid)
    return (found?.memory.workingSetSize ?? 0) * 1024
  }

  stop(): void {
    this.#process.kill()
  }

  #receive(message: Message): void {
    if ('call' in message) {
      this.#answers.get(message.call)?.(message.answer)
      this.#answers.delete(message.call)
      return
    }
    if (message.push === 'index/chunk') {
      const { store } = message.payload as EnginePushes['index/chunk']
      void this.ask('index/taken', { store })
    }
    for (const listener of [...this.#listeners]) listener(message.push, message.payload)
  }
}

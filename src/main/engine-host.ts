import { join } from 'node:path'
import { type BrowserWindow, MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron'
import enginePath from './engine/engine.process?modulePath'

/**
 * Runs the engine: a utility process that does all reading of stores, so that no window waits for SQLite, and so that
 * this process never opens a file that SQLite has locked (reading-and-writing.md, the POSIX locks trap).
 */
export class EngineHost {
  readonly #dataFolder: string
  readonly #writer: string
  #engine: UtilityProcess | undefined

  /** @param writer the built script of the writing process */
  constructor(dataFolder: string, writer: string) {
    this.#dataFolder = dataFolder
    this.#writer = writer
  }

  /** Gives the page a port of its own to the engine, starting the engine where none runs. */
  connect(window: BrowserWindow): void {
    const { port1, port2 } = new MessageChannelMain()
    this.#running(window).postMessage({ type: 'window' }, [port1])
    window.webContents.postMessage('engine-port', null, [port2])
  }

  #running(window: BrowserWindow): UtilityProcess {
    if (this.#engine !== undefined) return this.#engine
    const engine = utilityProcess.fork(enginePath, [this.#writer], {
      serviceName: 'Lash Inspector engine',
      env: {
        ...process.env,
        LASH_INSPECTOR_DATA: this.#dataFolder,
        // Node keeps what it has compiled there, so that the next engine does not compile its megabyte again
        NODE_COMPILE_CACHE: join(this.#dataFolder, 'Compile Cache')
      }
    })
    engine.once('exit', () => {
      this.#engine = undefined
      if (!window.isDestroyed()) this.connect(window)
    })
    this.#engine = engine
    return engine
  }

  stop(): void {
    this.#engine?.removeAllListeners('exit')
    this.#engine?.kill()
    this.#engine = undefined
  }
}

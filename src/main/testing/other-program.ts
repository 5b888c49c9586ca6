import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from './temp-folder'

/** Runs the statements it is sent on one connection, and answers each when it is done. */
const SCRIPT = `
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync(process.argv[2])
process.on('message', (sql) => {
  db.exec(sql)
  process.send('done')
})
process.on('disconnect', () => {
  db.close()
  process.exit(0)
})
process.send('done')
`

/** Another program that has a store open: a process of its own, since SQLite's locks belong to processes. */
export class OtherProgram {
  private readonly child: ChildProcess

  private constructor(child: ChildProcess) {
    this.child = child
  }

  /** Starts it and waits until its connection is open and has run `sql`. */
  static async open(store: string, ...sql: readonly string[]): Promise<OtherProgram> {
    const script = join(tempFolder(), 'other-program.mjs')
    writeFileSync(script, SCRIPT)
    const child = fork(script, [store], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, execArgv: [] })
    await once(child, 'message')
    const program = new OtherProgram(child)
    for (const each of sql) await program.run(each)
    return program
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  async run(sql: string): Promise<void> {
    this.child.send(sql)
    await once(this.child, 'message')
  }

  /** It closes the store and ends. */
  async close(): Promise<void> {
    this.child.disconnect()
    await once(this.child, 'exit')
  }

  /** It ends without closing anything, as in a crash. */
  async crash(): Promise<void> {
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }
}

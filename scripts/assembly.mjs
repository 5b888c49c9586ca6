// Compiles AssemblyScript for the bundles: `import { start } from '…/index?compiled'` gives what starts the program.
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import asc from 'assemblyscript/asc'

const QUERY = '?compiled'
const OPTIONS = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--use', 'abort=']

/** Programs by path: several bundles of one build hold the same. */
const compiled = new Map()

/** @returns {import('vite').Plugin} */
export const assembly = () => ({
  name: 'assembly',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (!id.endsWith(QUERY)) return
    const source = await this.resolve(id.slice(0, -QUERY.length), importer)
    return source === null ? null : `\0${source.id}${QUERY}`
  },
  async load(id) {
    if (!id.startsWith('\0') || !id.endsWith(QUERY)) return
    const path = id.slice(1, -QUERY.length)
    for (const file of readdirSync(dirname(path))) this.addWatchFile(join(dirname(path), file))
    if (!compiled.has(path)) compiled.set(path, compile(path))
    const program = Buffer.from(await compiled.get(path)).toString('base64')
    return `
      let module
      export function start() {
        module ??= new WebAssembly.Module(Uint8Array.fromBase64('${program}'))
        return new WebAssembly.Instance(module).exports
      }`
  },
  watchChange: () => compiled.clear()
})

/** Compiles the program that begins in the file at `path`. @returns its bytes; throws with the compiler's words */
async function compile(path) {
  let program
  const { error, stderr } = await asc.main(
    [basename(path), '--baseDir', dirname(path), '--outFile', 'program.wasm', ...OPTIONS],
    {
      writeFile: (_name, contents) => {
        program = contents
      }
    }
  )
  if (error !== null) throw new Error(`${path} does not compile:\n${stderr.toString()}`)
  return program
}

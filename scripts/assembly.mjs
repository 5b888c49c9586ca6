// Compiles AssemblyScript for the bundles: `import { start } from '…/index?compiled'` gives what starts the program.
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
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
    if (!compiled.has(path)) compiled.set(path, compile(path))
    const { program, files } = await compiled.get(path)
    for (const file of files) this.addWatchFile(file)
    return `
      let module
      export function start() {
        module ??= new WebAssembly.Module(Uint8Array.fromBase64('${program}'))
        return new WebAssembly.Instance(module).exports
      }`
  },
  watchChange: () => compiled.clear()
})

/**
 * Compiles the program that begins in the file at `path`.
 * @returns its bytes in base64, and the files that it is made of; throws with the compiler's words
 */
async function compile(path) {
  const files = []
  let program
  const { error, stderr } = await asc.main(
    [basename(path), '--baseDir', dirname(path), '--outFile', 'program.wasm', ...OPTIONS],
    {
      readFile(name, base) {
        const file = resolve(base, name)
        // null = look elsewhere
        if (!existsSync(file)) return null
        files.push(file)
        return readFileSync(file, 'utf8')
      },
      writeFile(_name, contents) {
        program = contents
      }
    }
  )
  if (error !== null) throw new Error(`${path} does not compile:\n${stderr.toString()}`)
  return { program: Buffer.from(program).toString('base64'), files }
}

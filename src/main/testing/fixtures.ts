import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The copies in the repository, and the originals where they lie beside it. */
const ROOTS = ['test-data/fixtures', '../shared/fixtures'].filter((root) => existsSync(root))

/** A folder of stores with what lash says about them. */
export interface Fixture {
  /** For example `a1/linear-chat`. */
  readonly name: string
  /** Where it lies; its files may end in `.gz`. Never open a store there: use `copyFixture`. */
  readonly folder: string
}

/** Every fixture that is here, each once; `prefix` narrows it to a family, such as `a1/` or `era/a7/`. */
export function fixtures(...prefixes: readonly string[]): Fixture[] {
  const byName = new Map<string, Fixture>()
  for (const root of ROOTS) {
    for (const folder of foldersWith('core.json', root)) {
      const name = relative(root, folder)
      if (prefixes.some((prefix) => name.startsWith(prefix))) byName.set(name, { name, folder })
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** One fixture by its whole name. */
export function fixture(name: string): Fixture {
  const found = fixtures(name).find((each) => each.name === name)
  if (found === undefined) throw new Error(`there is no fixture ${name}`)
  return found
}

function foldersWith(file: string, root: string): string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (entry.name === file || entry.name === `${file}.gz`))
    .map((entry) => entry.parentPath)
}

/** The text of a file of a fixture, such as `core.json`. */
export function readFixtureFile({ folder }: Fixture, name: string): string {
  const path = join(folder, name)
  return existsSync(path)
    ? readFileSync(path, 'utf8')
    : gunzipSync(readFileSync(`${path}.gz`)).toString('utf8')
}

/** A writable copy of a fixture's folder, unzipped; `dispose` deletes it. Works with `using`. */
export function copyFixture({ folder }: Fixture): { readonly folder: string } & Disposable {
  const copy = temporaryFolder()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    copyFile(join(entry.parentPath, entry.name), join(copy.folder, relative(folder, entry.parentPath)))
  }
  return copy
}

function copyFile(from: string, toFolder: string): void {
  const to = join(toFolder, basename(from, '.gz'))
  cpSync(from, from.endsWith('.gz') ? `${to}.gz` : to, { recursive: true })
  chmodSync(from.endsWith('.gz') ? `${to}.gz` : to, 0o644)
  if (!from.endsWith('.gz')) return
  writeFileSync(to, gunzipSync(readFileSync(from)))
  rmSync(`${to}.gz`)
}

/** A new empty folder outside the repository, deleted when disposed of. */
export function temporaryFolder(): { readonly folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'lash-inspector-test-'))
  return {
    folder,
    [Symbol.dispose]: () => {
      chmodSync(folder, 0o755)
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

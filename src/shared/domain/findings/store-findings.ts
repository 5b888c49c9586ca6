import type { Finding } from './finding'

/** What can be notable about the database itself. */
export interface StoreFacts {
  readonly bytes: number
  /** A WAL or journal lies there and nobody has the store open. */
  readonly walLeftOver: boolean
  readonly userVersion: number
  /** The versions that the releases of this layout stamp; empty where no table of lash is there. */
  readonly expectedVersions: readonly number[]
  readonly missingTables: readonly string[]
  readonly foreignTables: readonly string[]
}

/** What is wrong or notable in the file as a whole, whatever its session holds. */
export function storeFindings(facts: StoreFacts): Finding[] {
  if (facts.expectedVersions.length === 0) return [notYetAStore(facts)]
  return [...missingTables(facts), ...oddVersion(facts), ...leftOver(facts)]
}

/** Nothing of lash is in it, but lash would take it as its own. */
function notYetAStore({ bytes, foreignTables, userVersion }: StoreFacts): Finding {
  if (foreignTables.length > 0) {
    return {
      code: 'foreign-tables',
      severity: 'damage',
      message: `This database belongs to another program (${foreignTables.join(', ')}), but its schema number ${userVersion} is one of lash's. lash would add its own tables to it: keep it out of the sessions folder. Nothing was changed here.`,
      ids: foreignTables
    }
  }
  return {
    code: bytes === 0 ? 'zero-bytes' : 'empty-database',
    severity: 'note',
    message: `The file is ${bytes === 0 ? 'empty' : 'a database without tables'}: no session was ever written to it. lash would make a store of it; it may be deleted.`,
    ids: []
  }
}

function missingTables({ missingTables }: StoreFacts): Finding[] {
  if (missingTables.length === 0) return []
  return [
    {
      code: 'table-missing',
      severity: 'damage',
      message: `The store has no table ${missingTables.join(', ')}. lash makes it anew, empty, when it opens the store; what it held is lost. The other tables are safe.`,
      ids: missingTables
    }
  ]
}

function oddVersion({ userVersion, expectedVersions }: StoreFacts): Finding[] {
  if (expectedVersions.includes(userVersion)) return []
  return [
    {
      code: 'version-refused',
      severity: 'damage',
      message: `The tables are those of a session store, but the schema number is ${userVersion} instead of ${expectedVersions.join(' or ')}, so lash refuses to open it. The rows can be read here; lash needs the right number in PRAGMA user_version of a copy.`,
      ids: []
    }
  ]
}

function leftOver({ walLeftOver }: StoreFacts): Finding[] {
  if (!walLeftOver) return []
  return [
    {
      code: 'wal-leftover',
      severity: 'note',
      message:
        'A write-ahead log was left behind: the program that wrote it ended without closing the store. Its rows are included here, from a private copy. Never move the store without its -wal file.',
      ids: []
    }
  ]
}

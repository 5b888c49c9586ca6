import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

function timed(path: string, ...queries: string[]): number {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  const db = new DatabaseSync(url, { readOnly: true })
  const start = performance.now()
  for (const query of queries) db.prepare(query).get()
  const ms = performance.now() - start
  db.close()
  return ms
}

/** ms that SQLite itself takes to look at every row. */
export const readFloor = (path: string): number =>
  timed(path, 'SELECT count(*) FROM graph_nodes', 'SELECT sum(length(node_json)) FROM graph_nodes')

/** ms that SQLite takes to look for a text in every row. */
export const searchFloor = (path: string, text: string): number =>
  timed(path, `SELECT count(*) FROM graph_nodes WHERE instr(node_json, '${text.replaceAll("'", "''")}')`)

const COUNTS = ['input_tokens', 'output_tokens', 'cached_input_tokens', 'reasoning_tokens']

/** ms that SQLite takes to add up the ledger by source and model. */
export const groupFloor = (path: string): number =>
  timed(
    path,
    `SELECT count(*) FROM (SELECT source, model, ${COUNTS.map((count) => `sum(${count}) AS ${count}`).join(', ')}
     FROM usage_deltas GROUP BY source, model)`
  )

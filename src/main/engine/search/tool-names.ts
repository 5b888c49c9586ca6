import { ok, type Result } from '@shared/result'
import { asText, Connection } from '../../store/connection'
import type { RowRange } from '../../store/scan-rows'
import type { StoreError } from '../../store/store-error'
import type { StoreSession } from '../store-session'
import { cutDownwards } from './search'

/** Gathers the names of the tools that were called in a run of rows. */
export interface ToolNamesJob extends RowRange {
  readonly job: 'tool-names'
}

// SQLite stops at the first text that is no JSON, so each is tried first
const NAMES = `
  SELECT DISTINCT CASE WHEN json_valid(node_json)
    THEN json_extract(node_json, '$.event.Tool.Invocation.record.tool') END
  FROM graph_nodes WHERE seq > ? AND seq <= ? AND node_json LIKE '%"Invocation"%'`

/** The names of the tools that are called in a run of rows. */
export function readToolNames({ path, as, after, through }: ToolNamesJob): string[] {
  const connection = new Connection(path, as)
  try {
    return connection.all(NAMES, after, through).flatMap(([name]) => asText(name) ?? [])
  } finally {
    connection.close()
  }
}

/** The names of all tools that a store has calls of, in order of the alphabet. */
export async function toolNamesOf(session: StoreSession): Promise<Result<string[], StoreError>> {
  const range = await session.range()
  if (!range.ok) return range
  const names = new Set<string>()
  const parts = await Promise.all(
    cutDownwards(range.value).map((part) => session.jobs.run({ job: 'tool-names', ...part }))
  )
  for (const part of parts) {
    if (!part.ok) return part
    for (const name of part.value) names.add(name)
  }
  return ok([...names].sort((a, b) => a.localeCompare(b)))
}

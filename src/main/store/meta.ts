import type { SessionMeta } from '@shared/domain/model/head'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import { asText, type Connection } from './connection'
import type { StoreLayout } from './layout'

/** How a session came to be (store-versions.md §6); alpha.1 stores only the parent's id, which reads as `child`. */
export type Relation =
  | { readonly kind: 'root' }
  | { readonly kind: 'child'; readonly parent: string; readonly toolCallId?: string }
  | { readonly kind: 'handoff'; readonly parent: string; readonly reason: string }

export interface MetaRow {
  /** `parent_session_id` is the parent that the relation names. */
  readonly meta: SessionMeta
  readonly relation: Relation
}

/** The row of `session_meta`, or `undefined` when there is none. */
export function readMeta(db: Connection, layout: StoreLayout): MetaRow | undefined {
  if (!layout.tables.has('session_meta')) return undefined
  const parentColumn = layout.hasParentColumn ? 'parent_session_id' : 'NULL'
  const relationColumn = layout.hasRelationColumn ? 'relation_json' : 'NULL'
  const row = db.first(
    `SELECT session_id, session_name, created_at, model, cwd, ${parentColumn}, ${relationColumn}
     FROM session_meta WHERE singleton = 1`
  )
  if (row === undefined) return undefined
  const [id, name, createdAt, model, cwd, parent, relationJson] = row.map(asText)
  const relation = relationOf(relationJson, parent)
  const meta = {
    session_id: id ?? '',
    session_name: name ?? '',
    created_at: createdAt ?? '',
    model: model ?? '',
    cwd: cwd ?? null,
    parent_session_id: relation.kind === 'root' ? null : relation.parent
  }
  return { meta, relation }
}

/** The relation of alpha.2 and later; where it is null or bad, the old column tells (store-versions.md §6). */
function relationOf(relationJson: string | undefined, parent: string | undefined): Relation {
  const parsed = relationJson === undefined ? undefined : parseJson(relationJson)
  const stored = parsed?.ok && parsed.value instanceof Map ? parseRelation(parsed.value) : undefined
  if (stored !== undefined) return stored
  return parent === undefined ? { kind: 'root' } : { kind: 'child', parent }
}

function parseRelation(json: JsonObject): Relation | undefined {
  const kind = json.get('kind')
  if (kind === 'root') return { kind }
  const parent = textOf(json.get('parent_session_id'))
  if (parent === undefined) return undefined
  if (kind === 'child') {
    const toolCallId = textOf(json.get('originating_tool_call_id'))
    return { kind, parent, ...(toolCallId === undefined ? {} : { toolCallId }) }
  }
  const reason = textOf(json.get('reason'))
  return kind === 'handoff' && reason !== undefined ? { kind, parent, reason } : undefined
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

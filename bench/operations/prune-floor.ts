import { DatabaseSync } from 'node:sqlite'

/** ms that bare SQL takes to find what is off the path, keep it in another file, mark it and delete it. */
export function pruneFloor(path: string, kept: string): number {
  const start = performance.now()
  const db = new DatabaseSync(path)
  db.exec('PRAGMA synchronous=FULL')
  db.prepare('ATTACH ? AS kept').run(kept)
  db.exec(`
    BEGIN IMMEDIATE;
    CREATE TEMP TABLE path (id TEXT PRIMARY KEY) WITHOUT ROWID;
    WITH RECURSIVE walk(id, parent) AS (
      SELECT node_id, json_extract(node_json, '$.parent_node_id') FROM graph_nodes
      WHERE node_id = (SELECT json_extract(head_json, '$.leaf_node_id') FROM session_head) AND tombstoned = 0
      UNION
      SELECT g.node_id, json_extract(g.node_json, '$.parent_node_id')
      FROM walk JOIN graph_nodes g ON g.node_id = walk.parent WHERE g.tombstoned = 0)
    INSERT INTO path SELECT id FROM walk;
    CREATE TABLE kept.graph_nodes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, node_id TEXT NOT NULL UNIQUE,
      node_json TEXT NOT NULL, tombstoned INTEGER NOT NULL DEFAULT 0);
    INSERT INTO kept.graph_nodes SELECT * FROM main.graph_nodes WHERE node_id NOT IN (SELECT id FROM path);
    UPDATE main.graph_nodes SET tombstoned = 1 WHERE node_id NOT IN (SELECT id FROM path);
    DELETE FROM main.graph_nodes WHERE tombstoned <> 0;
    COMMIT`)
  db.close()
  return performance.now() - start
}

import pg from 'pg';

/** A table as it is backed up. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** What its rows are ordered by, so that equal rows give equal bytes, on any machine. */
  readonly order: string;
  readonly parents: readonly string[];
}

/**
 * Not backed up: figures of processes that are no more, and what lets somebody in. A session that was ended since must not come
 * back with a restore. Neither do titles, which come back with their diagrams, and a place in the history of another server.
 */
const LEFT_OUT = new Set(['_prisma_migrations', 'rate_limit_windows', 'operations_samples', 'sessions', 'verifications', 'live_tickets', 'diagram_titles', 'search_sweep']);

/** Every table of ours has forced row-level security: that tells ours from anybody else's in the schema. */
const TABLES = `
  SELECT c.relname AS name,
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.atttypid <> 'xid8'::regtype) AS columns,
    (SELECT string_agg(quote_ident(a.attname) || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END, ', ' ORDER BY k.n)
      FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, n), pg_attribute a
      WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum) AS "order",
    ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS parents
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relforcerowsecurity
  ORDER BY c.relname`;

/** Every table of ours that there is. */
export async function findTables(client: pg.Client): Promise<KeptTable[]> {
  return (await client.query<KeptTable>(TABLES)).rows;
}

/** Those to back up, each after the ones its foreign keys lead to. Transaction numbers and generated columns are left out: they are made anew. */
export function keptOf(tables: readonly KeptTable[]): KeptTable[] {
  const waiting = new Map(tables.filter(({ name }) => !LEFT_OUT.has(name)).map((table) => [table.name, table]));
  const ordered: KeptTable[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].filter(({ parents }) => !parents.some((parent) => waiting.has(parent)));
    if (next.length === 0) throw new Error(`The foreign keys of ${[...waiting.keys()].join(', ')} lead in a circle: a restore cannot fill them in any order.`);
    for (const table of next) waiting.delete(table.name);
    ordered.push(...next);
  }
  return ordered;
}

/** Its rows in order, as bytes. */
export function copyOutSql({ name, columns, order }: KeptTable): string {
  return `COPY (SELECT ${listOf(columns)} FROM public.${pg.escapeIdentifier(name)} ORDER BY ${order}) TO STDOUT (FORMAT binary)`;
}

export function copyInSql({ name, columns }: KeptTable): string {
  return `COPY public.${pg.escapeIdentifier(name)} (${listOf(columns)}) FROM STDIN (FORMAT binary)`;
}

function listOf(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

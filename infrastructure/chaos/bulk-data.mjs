import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { modelOf } from '../proof/model.mjs';
import { onDatabase } from './facts.mjs';

const DOCUMENTS = 50;
const A_STATEMENT = 1_000;

/**
 * Fills a workspace with versions as the product would have them, ten a diagram, so that a backup has something to carry.
 * @param {string} databaseUrl of a superuser
 * @param {string} workspaceId
 * @param {number} count of versions
 */
export async function fillWithVersions(databaseUrl, workspaceId, count) {
  const documents = Array.from({ length: DOCUMENTS }, (_, n) => {
    const bytes = Buffer.from(modelOf(50 + n).replaceAll('once more', () => Math.random().toString(36)));
    return { sha256: createHash('sha256').update(bytes).digest(), size: bytes.length, content: zstdCompressSync(bytes) };
  });
  const columns = [documents.map(({ sha256 }) => sha256), documents.map(({ size }) => size), documents.map(({ content }) => content)];
  await onDatabase(databaseUrl, async (query) => {
    for (let done = 0; done < count; done += A_STATEMENT) await query(INSERT, [workspaceId, done / 10, Math.min(count, done + A_STATEMENT) / 10 - 1, ...columns]);
  });
}

/** The newest version of diagram n holds document n, the older ones those before it. */
const INSERT = `
  WITH n AS MATERIALIZED (SELECT n, uuidv7() AS id FROM generate_series($2::int, $3::int) n),
  d AS (INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
    SELECT $1::uuid, n.id, 'Bulk ' || n.n, 10, ($4::bytea[])[1 + (n.n + 10) % ${DOCUMENTS}], now(), $1::uuid, now(), $1::uuid FROM n)
  INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, title, created_at, created_by, size_bytes, sha256, codec, content)
    SELECT $1::uuid, n.id, v, 'autosave', 'Bulk ' || n.n, now(), $1::uuid, ($5::int[])[k], ($4::bytea[])[k], 'zstd', ($6::bytea[])[k]
    FROM n, generate_series(1, 10) v, LATERAL (SELECT 1 + (n.n + v) % ${DOCUMENTS} AS k) p`;

import pg from 'pg';
import { modelOf } from '../proof/model.mjs';
import { WORDS } from './scale-data.mjs';

/** Pages are of so many; the deep one is so many pages down. */
export const PAGE = 40;
export const DEEP = 200;
const SAMPLE = 4_000;

/**
 * The questions that are asked of a filled workspace, each made anew from what is in it, in an order that is the same each time.
 * @param {{ origin: string, databaseUrl: string, headers: Record<string, string>, workspaceId: string, diagrams: number }} side
 * @returns {Promise<Record<string, () => { url: string, method?: string, headers: Record<string, string>, body?: string }>>}
 */
export async function questionsFor({ origin, databaseUrl, headers: { Cookie }, workspaceId, diagrams }) {
  const headers = { Cookie, Origin: origin };
  const list = `${origin}/api/diagrams?workspaceId=${workspaceId}&limit=${PAGE}`;
  const search = (q) => ({ url: `${origin}/api/search?workspaceId=${workspaceId}&q=${encodeURIComponent(q)}`, headers });
  const deep = await deepCursor(list, headers, Math.min(DEEP, Math.floor((diagrams * 0.85) / PAGE)));
  const sample = await sampleOf(databaseUrl, workspaceId);
  const next = turn();
  const of = (all) => all[next() % all.length];
  const writable = sample.splice(0, sample.length / 2);
  const model = modelOf(8);
  return {
    list: () => ({ url: list, headers }),
    deep: () => ({ url: `${list}&cursor=${deep}`, headers }),
    get: () => ({ url: `${origin}/api/diagrams/${of(sample).id}`, headers }),
    save: () => {
      const diagram = writable.shift();
      const version = diagram.version++;
      writable.push(diagram);
      return {
        url: `${origin}/api/diagrams/${diagram.id}`, method: 'PUT', body: JSON.stringify({ bpmnXml: `${model}<!-- ${next()} -->` }),
        headers: { ...headers, 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
      };
    },
    words: () => search([() => of(WORDS.NOUNS), () => `${of(WORDS.VERBS)} ${of(WORDS.NOUNS)}`, () => `${of(WORDS.NOUNS)} ${of(WORDS.PLACES)}`, () => of(sample).title][next() % 4]()),
    substring: () => search([() => of(WORDS.NOUNS).slice(1, 5), () => of(WORDS.PLACES).slice(2), () => `${of(WORDS.VERBS).slice(1, 5)} ${of(WORDS.NOUNS).slice(1, 5)}`, () => 'zqx'][next() % 4]()),
    titles: () => ({ url: `${list}&q=${encodeURIComponent([() => of(sample).title.slice(3), () => of(WORDS.NOUNS).slice(1), () => 'zqx'][next() % 3]())}`, headers }),
    project: () => ({ url: `${list}&projectId=${of(sample).projectId}`, headers }),
    trash: () => ({ url: `${list}&deleted=true`, headers }),
    versions: () => ({ url: `${origin}/api/diagrams/${of(sample).id}/versions`, headers }),
  };
}

/** Numbers that look like chance and are the same every time. */
function turn() {
  let state = 42;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) >>> 8;
}

/** Goes down page by page, as somebody who scrolls. */
async function deepCursor(list, headers, pages) {
  let cursor = '';
  for (let page = 0; page < pages; page++) {
    const answer = await fetch(`${list}${cursor && `&cursor=${cursor}`}`, { headers });
    if (!answer.ok) throw new Error(`Page ${page} was answered ${answer.status}: ${await answer.text()}`);
    ({ nextCursor: cursor } = await answer.json());
  }
  return cursor;
}

/** Diagrams from all over the workspace, in an order that has nothing to do with where they are kept. */
async function sampleOf(databaseUrl, workspaceId) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT id, version, title, project_id AS "projectId" FROM diagrams WHERE workspace_id = $1 AND deleted_at IS NULL AND project_id IS NOT NULL ORDER BY md5(id::text || 'sample') LIMIT ${SAMPLE}`,
    [workspaceId],
  );
  await client.end();
  return rows;
}

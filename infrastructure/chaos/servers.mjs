import { createServer } from 'node:http';

/**
 * The real Elasticsearch of ELASTICSEARCH_TEST_URL (on this machine), else as much of one as keeps every document and finds nothing.
 * @param {(() => unknown)[]} undo
 * @returns {Promise<{ port: number, real: boolean, versions: (prefix: string) => Promise<Map<string, number>> }>} versions: of what is indexed, by
 *   the id of the diagram
 */
export async function startElasticsearch(undo) {
  const real = process.env.ELASTICSEARCH_TEST_URL;
  if (real) return { port: Number(new URL(real).port), real: true, versions: (prefix) => versionsIn(real, prefix) };
  const indexes = new Map();
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const [status, answer] = answerTo(indexes, request.method, decodeURIComponent(request.url.split('?')[0]), Buffer.concat(pieces).toString());
    response.writeHead(status, { 'Content-Type': 'application/vnd.elasticsearch+json;compatible-with=9', 'X-Elastic-Product': 'Elasticsearch' });
    response.end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.unshift(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: server.address().port, real: false, versions: async () => new Map([...indexes.values()].flatMap(({ documents }) => [...documents])) };
}

/** One request to the stand-in: indexes with aliases, documents with versions of somebody else's, and no hits. */
function answerTo(indexes, method, path, body) {
  if (path === '/_bulk') return [200, { errors: false, took: 1, items: bulk(indexes, body.trim().split('\n').map((line) => JSON.parse(line))) }];
  if (path.endsWith('/_search') && ![...indexes.values()].some(({ aliases }) => path.split('/')[1] in aliases)) return [404, { error: { type: 'index_not_found_exception', reason: 'no such index' }, status: 404 }];
  if (path.endsWith('/_search')) return [200, { took: 1, timed_out: false, _shards: { total: 1, successful: 1, skipped: 0, failed: 0 }, hits: { total: { value: 0, relation: 'eq' }, hits: [] } }];
  if (path === '/_aliases') {
    for (const { add, remove_index: gone } of JSON.parse(body).actions) {
      if (gone !== undefined) indexes.delete(gone.index);
      else indexes.get(add.index).aliases[add.alias] = {};
    }
  }
  const name = path.split('/')[1];
  if (method === 'PUT' && path === `/${name}`) indexes.set(name, { aliases: {}, mappings: {}, documents: new Map() });
  if (method === 'PUT' && path.endsWith('/_mapping')) Object.assign(indexes.get(name).mappings, JSON.parse(body));
  if (method === 'GET' && !name.startsWith('_') && path === `/${name}`) return [200, Object.fromEntries([...indexes].map(([index, { aliases, mappings }]) => [index, { aliases, mappings }]))];
  return [200, { acknowledged: true, status: 'green', version: { number: '9.0.0' }, tagline: 'You Know, for Search' }];
}

function bulk(indexes, lines) {
  const items = [];
  for (let at = 0; at < lines.length; at++) {
    const [[what, { _index, _id, version }]] = Object.entries(lines[at]);
    const documents = indexes.get(_index)?.documents;
    const id = _id.split('_').at(-1);
    const newer = version >= (documents?.get(id) ?? 0);
    if (what === 'index') at++;
    if (newer && what === 'index') documents?.set(id, version);
    if (newer && what === 'delete') documents?.delete(id);
    items.push({ [what]: { _index, _id, status: newer ? 200 : 409 } });
  }
  return items;
}

async function versionsIn(url, prefix) {
  await fetch(`${url}/${prefix}*/_refresh`, { method: 'POST' });
  const answer = await fetch(`${url}/${prefix}*/_search?version=true&_source=false&size=10000`, { method: 'POST' });
  const { hits } = await answer.json();
  return new Map(hits.hits.map(({ _id, _version }) => [_id.split('_').at(-1), _version]));
}

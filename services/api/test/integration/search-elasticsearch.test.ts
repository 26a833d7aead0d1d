import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { ElasticConnection } from '../../src/features/search/adapters/elastic/elastic-connection.js';
import { ElasticIndexes } from '../../src/features/search/adapters/elastic/elastic-indexes.js';
import { ElasticSearchIndex } from '../../src/features/search/adapters/elastic/elastic-search-index.js';
import { FillElasticsearch } from '../../src/features/search/adapters/fill-elasticsearch.jobs.js';
import { PostgresSearchIndex } from '../../src/features/search/adapters/postgres-search-index.js';
import { RebuildSearch } from '../../src/features/search/index.js';
import { NotNow } from '../../src/platform/queue/index.js';
import { Breakers, type BreakerSettings } from '../../src/platform/resilience/index.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';
import { describeSearchIndex } from '../support/search-index-conformance.js';

jest.setTimeout(60_000);

const url = process.env['ELASTICSEARCH_TEST_URL'];
const freshName = (): string => `test-${randomBytes(6).toString('hex')}`;
/** Waits as long as a busy machine takes. */
class PatientBreakers extends Breakers {
  override of(settings: BreakerSettings) {
    return super.of({ ...settings, timeoutMs: 20_000 });
  }
}
const forever = new AbortController().signal;

if (url === undefined) {
  describe('Elasticsearch as search index', () => {
    it.skip('needs a server: set ELASTICSEARCH_TEST_URL', () => undefined);
  });
} else {
  describeSearchIndex('Elasticsearch as search index', async (test, database) => {
    const name = freshName();
    const config = test.config({ ELASTICSEARCH_URL: url, ELASTICSEARCH_INDEX: name });
    const connection = new ElasticConnection(config, new PatientBreakers());
    const indexes = new ElasticIndexes(config, connection);
    await indexes.complete(await indexes.begin());
    const outside = new Client({ node: url });
    await outside.search({ index: indexes.alias, query: { prefix: { titleWords: 'a' } } }, { requestTimeout: 30_000 }); // a cold server takes its time once
    return {
      index: new ElasticSearchIndex(connection, indexes, new PostgresSearchIndex(database)),
      settle: async () => void (await outside.indices.refresh({ index: `${name}-*` })),
      close: async () => {
        await outside.indices.delete({ index: await indexes.names() });
        await outside.close();
        await connection.onApplicationShutdown();
      },
    };
  });
  describe('an installation with Elasticsearch', () => withElasticsearch(url));
}

function withElasticsearch(node: string): void {
  const name = freshName();
  let test: TestApp;
  let anna: SignedUp;
  let outside: Client;
  let indexes: ElasticIndexes;

  beforeAll(async () => {
    outside = new Client({ node });
    test = await createTestApp({ env: { ROLES: 'api,worker', ELASTICSEARCH_URL: node, ELASTICSEARCH_INDEX: name }, override: (builder) => builder.overrideProvider(Breakers).useValue(new PatientBreakers()) });
    indexes = test.app.get(ElasticIndexes, { strict: false });
    anna = await signUp(test, 'Anna');
  });
  afterAll(async () => {
    await test.close();
    const left = Object.keys(await outside.indices.get({ index: `${name}-*` }));
    if (left.length > 0) await outside.indices.delete({ index: left });
    await outside.close();
  });

  const create = async (title: string): Promise<string> => (await anna.agent.post('/api/diagrams').send({ title, bpmnXml: EMPTY_DIAGRAM_XML }).expect(201)).body.id as string;
  const ask = async (q: string): Promise<{ engine: string; titles: string[] }> => {
    const { body } = await anna.agent.get('/api/search').query({ q }).expect(200);
    return { engine: body.engine, titles: body.items.map(({ diagram }: { diagram: { title: string } }) => diagram.title) };
  };

  it('is answered by PostgreSQL until the first index is full, and fills it by itself', async () => {
    await create('Early bird');
    await eventually(async () => expect((await ask('early')).titles).toEqual(['Early bird']));
    await test.app.get(FillElasticsearch, { strict: false }).run(forever);
    expect(await indexes.isComplete()).toBe(true);
    await eventually(async () => expect(await ask('early')).toEqual({ engine: 'elasticsearch', titles: ['Early bird'] }));
  });

  it('follows saves, the trash and the way back', async () => {
    const id = await create('Rocket launch');
    await eventually(async () => expect(await ask('rocket')).toEqual({ engine: 'elasticsearch', titles: ['Rocket launch'] }));
    await anna.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ title: 'Balloon launch' }).expect(200);
    await eventually(async () => expect([(await ask('rocket')).titles, (await ask('balloon')).titles]).toEqual([[], ['Balloon launch']]));
    await anna.agent.delete(`/api/diagrams/${id}`).expect(204);
    await eventually(async () => {
      await outside.indices.refresh({ index: `${name}-*` });
      expect((await outside.count({ index: indexes.alias, query: { term: { diagramId: id } } })).count).toBe(0);
    });
    await anna.agent.post(`/api/diagrams/${id}/restore`).expect(200);
    await eventually(async () => expect(await ask('balloon')).toEqual({ engine: 'elasticsearch', titles: ['Balloon launch'] }));
  });

  it('is rebuilt into a fresh index that takes the place of the old one, with progress, and goes on where it broke off', async () => {
    const before = await indexes.names();
    await outside.deleteByQuery({ index: indexes.alias, query: { match_all: {} }, refresh: true }).catch(() => undefined); // not in every distribution
    const rebuild = test.app.get(RebuildSearch, { strict: false });
    const stopped = new AbortController();
    stopped.abort();
    expect(await rebuild.run({ elasticsearch: true, signal: stopped.signal, onProgress: () => undefined })).toEqual({ total: 2, complete: false });
    const begun = await indexes.names();
    expect(begun).toHaveLength(2);
    const steps: string[] = [];
    expect(await rebuild.run({ elasticsearch: true, signal: forever, onProgress: (done, total) => steps.push(`${done}/${total}`) })).toEqual({ total: 2, complete: true });
    expect(steps).toEqual(['2/2']);
    const after = await indexes.names();
    expect(after).toEqual(begun.filter((index) => !before.includes(index)));
    expect(await ask('launch')).toEqual({ engine: 'elasticsearch', titles: ['Balloon launch'] });
    expect(await rebuild.run({ elasticsearch: true, workspaceId: anna.workspaceId, signal: forever, onProgress: () => undefined })).toEqual({ total: 2, complete: true });
    expect(await indexes.names()).toEqual(after);
  });

  it('shows nothing an index is wrong about: another workspace, the trash, a title of before', async () => {
    const bob = await signUp(test, 'Bob');
    const { body } = await bob.agent.post('/api/diagrams').send({ title: 'Bobs secret', bpmnXml: EMPTY_DIAGRAM_XML }).expect(201);
    const words = { projectId: null, changedAt: 1, titleWords: ['bobs', 'secret'], titleParts: '', elements: [] };
    // As if an index had been mixed up: Bob's diagram in Anna's workspace.
    await outside.index({ index: indexes.alias, document: { ...words, workspaceId: anna.workspaceId, diagramId: body.id }, refresh: true });
    expect((await ask('secret')).titles).toEqual([]);
  });
}

describe('an Elasticsearch that does not answer', () => {
  const sockets = new Set<Socket>();
  let hole: Server;
  let test: TestApp;
  let anna: SignedUp;

  beforeAll(async () => {
    hole = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1'); // takes connections and never says a word
    await once(hole, 'listening');
    const { port } = hole.address() as { port: number };
    test = await createTestApp({ env: { ROLES: 'api,worker', ELASTICSEARCH_URL: `http://127.0.0.1:${port}` } });
    anna = await signUp(test, 'Anna');
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    hole.close();
    await test.close();
  });

  it('is missed by nobody: saves go on, PostgreSQL answers, and the breaker ends the waiting', async () => {
    await anna.agent.post('/api/diagrams').send({ title: 'Still here', bpmnXml: EMPTY_DIAGRAM_XML }).expect(201);
    await eventually(async () => {
      const { body } = await anna.agent.get('/api/search').query({ q: 'still' }).expect(200);
      expect({ engine: body.engine, found: body.items.length }).toEqual({ engine: 'postgresql', found: 1 });
    });
    const breakers = test.app.get(Breakers, { strict: false });
    await eventually(async () => {
      await anna.agent.get('/api/search').query({ q: 'still' }).expect(200);
      expect(breakers.states().get('elasticsearch')).toBe('open');
    });
  });

  it('makes what fills it wait', async () => {
    const connection = test.app.get(ElasticConnection, { strict: false });
    await expect(connection.feed((client, signal) => client.indices.get({ index: 'x' }, { signal, requestTimeout: 50 }))).rejects.toThrow(NotNow);
  });
});

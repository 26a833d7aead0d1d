import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { bytesOf } from '../support/bytes-of.js';
import { createTestApp, join, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;
let bob: SignedUp;

beforeAll(async () => {
  app = await createTestApp();
  [ann, bob] = [await signUp(app, 'Ann'), await signUp(app, 'Bob')];
});
afterAll(async () => app?.close());

const modelWith = (word: string) => EMPTY_DIAGRAM_XML.replace('isExecutable', `name="${word}" isExecutable`);
async function given(title = 'Order', bpmnXml = modelWith(title)): Promise<string> {
  const { body } = await ann.agent.post('/api/diagrams').send({ title, bpmnXml }).expect(201);
  return body.id;
}
const problem = (status: number, code: string, more = {}) => expect.objectContaining({ status, code, detail: expect.any(String), requestId: expect.any(String), ...more });

describe('creating', () => {
  it('answers 201 with where it is, its version and no XML', async () => {
    const answer = await ann.agent.post('/api/diagrams').send({ title: ' Order ', bpmnXml: modelWith('Order') }).expect(201);
    expect(answer.headers).toMatchObject({ location: `/api/diagrams/${answer.body.id}`, etag: '"1"' });
    expect(answer.body).toMatchObject({ title: 'Order', version: 1, workspaceId: ann.workspaceId, projectId: null, updatedBy: { id: ann.userId, name: 'Ann' } });
    expect(answer.body).not.toHaveProperty('bpmnXml');
  });

  it('without XML makes an empty diagram with one start event, with ids of its own', async () => {
    const texts = [];
    for (const title of ['One', 'Two']) {
      const { body } = await ann.agent.post('/api/diagrams').send({ title }).expect(201);
      texts.push((await ann.agent.get(`/api/diagrams/${body.id}`).expect(200)).body.bpmnXml);
    }
    expect(texts[0]).toMatch(/<bpmn:startEvent /);
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('twice with one key makes one diagram', async () => {
    const send = () => ann.agent.post('/api/diagrams').set('Idempotency-Key', 'create-1').send({ title: 'Once' });
    const first = await send().expect(201);
    const second = await send().expect(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers).toMatchObject({ location: first.headers['location'], etag: '"1"' });
    const other = await ann.agent.post('/api/diagrams').set('Idempotency-Key', 'create-1').send({ title: 'Other' });
    expect(other.body).toEqual(problem(422, 'idempotency.key_reused'));
  });

  it.each([
    ['an unknown field', { title: 'x', colour: 'red' }, 400, 'request.invalid'],
    ['a wrong type', { title: 7 }, 400, 'request.invalid'],
    ['no title', {}, 400, 'request.invalid'],
    ['an empty title', { title: '  ' }, 400, 'request.invalid'],
    ['a NUL in the title', { title: 'a\u0000b' }, 400, 'request.invalid'],
    ['half a character in the title', { title: 'a\ud800' }, 400, 'request.invalid'],
    ['a NUL in the document', { title: 'x', bpmnXml: `${EMPTY_DIAGRAM_XML}\u0000` }, 422, 'bpmn.invalid'],
    ['half a character in the document', { title: 'x', bpmnXml: `${EMPTY_DIAGRAM_XML}<!-- \ud800 -->` }, 422, 'bpmn.invalid'],
    ['an unknown project', { title: 'x', projectId: '00000000-0000-4000-8000-000000000009' }, 404, 'project.not_found'],
    ['an unknown workspace', { title: 'x', workspaceId: '00000000-0000-4000-8000-000000000009' }, 404, 'workspace.not_found'],
  ])('refuses %s and stores nothing', async (_what, body, status, code) => {
    const count = async () => (await app.database.look<{ n: string }>('SELECT (SELECT count(*) FROM diagrams) || $1 || (SELECT count(*) FROM outbox) AS n', ['/']))[0]?.n;
    const before = await count();
    const answer = await ann.agent.post('/api/diagrams').send(body);
    expect(answer.body).toEqual(problem(status, code));
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await count()).toBe(before);
  });

  it.each([
    ['is cut off', EMPTY_DIAGRAM_XML.slice(0, 600), 'not_well_formed'],
    ['has a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${EMPTY_DIAGRAM_XML.replace(/^<\?xml.*\?>/, '')}`, 'doctype'],
    ['is HTML', '<html><body/></html>', 'not_bpmn'],
    ['is no XML', 'hello', 'not_well_formed'],
    ['is too deep', EMPTY_DIAGRAM_XML.replace('</bpmn:process>', `${'<bpmn:subProcess>'.repeat(100)}${'</bpmn:subProcess>'.repeat(100)}</bpmn:process>`), 'too_deep'],
  ])('refuses a document that %s, with line and reason', async (_what, bpmnXml, reason) => {
    const answer = await ann.agent.post('/api/diagrams').send({ title: 'Bad', bpmnXml });
    expect(answer.body).toEqual(problem(422, 'bpmn.invalid', { reason, line: expect.any(Number), column: expect.any(Number) }));
  });

  it.each([
    ['of one byte to a character', 'x'.repeat(5 * 1024 * 1024)],
    ['of two', 'é'.repeat(2.6 * 1024 * 1024)],
  ])('refuses a document over 5 MiB %s', async (_what, filler) => {
    const answer = await ann.agent.post('/api/diagrams').send({ title: 'Big', bpmnXml: `${EMPTY_DIAGRAM_XML}<!--${filler}-->` });
    expect(answer.body).toEqual(problem(413, 'bpmn.too_large'));
  });
});

describe('saving', () => {
  it('by If-Match or expectedVersion answers the new version', async () => {
    const id = await given();
    const first = await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ bpmnXml: modelWith('two') }).expect(200);
    expect(first.headers['etag']).toBe('"2"');
    const second = await ann.agent.put(`/api/diagrams/${id}`).send({ title: 'Claim', expectedVersion: 2 }).expect(200);
    expect(second.body).toMatchObject({ version: 3, title: 'Claim' });
    const same = await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"3"').send({ bpmnXml: modelWith('two'), title: 'Claim' }).expect(200);
    expect(same.body).toMatchObject({ version: 3 });
  });

  it('without a version is refused with 428, stale with 409 and the current version', async () => {
    const id = await given();
    expect((await ann.agent.put(`/api/diagrams/${id}`).send({ title: 'x' })).body).toEqual(problem(428, 'request.precondition_required'));
    const stale = await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"7"').send({ title: 'x' });
    expect(stale.body).toEqual(problem(409, 'diagram.version_conflict', { currentVersion: 1 }));
    const both = await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ title: 'x', expectedVersion: 2 });
    expect(both.body).toEqual(problem(400, 'request.invalid'));
  });

  it.each(['*', 'W/"1"', '"1", "2"', '"0"', '"99999999999"', 'one'])('refuses If-Match %s', async (tag) => {
    const id = await given();
    expect((await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', tag).send({ title: 'x' })).body).toEqual(problem(400, 'request.invalid'));
  });

  it('keeps every byte of what was sent', async () => {
    const id = await given();
    for (const [version, bpmnXml] of [
      `\ufeff${modelWith('é漢😀')}`,
      modelWith('crlf').replaceAll('\n', '\r\n'),
      modelWith('latin').replace('UTF-8', 'ISO-8859-1').replace('latin', 'Prüfung'),
      `${modelWith('tail')}<!-- the end --> \t\n\n`,
    ].entries()) {
      await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', `"${version + 1}"`).send({ bpmnXml }).expect(200);
      expect(await bytesOf(ann.agent.get(`/api/diagrams/${id}/xml`))).toEqual(Buffer.from(bpmnXml, 'utf8'));
      expect((await ann.agent.get(`/api/diagrams/${id}`)).body.bpmnXml).toBe(bpmnXml);
    }
  });
});

describe('reading', () => {
  it('answers 304 to who holds the version', async () => {
    const id = await given();
    const { headers } = await ann.agent.get(`/api/diagrams/${id}`).expect(200);
    for (const tag of [headers['etag'] as string, 'W/"1"', '"9", "1"', '*']) {
      const answer = await ann.agent.get(`/api/diagrams/${id}`).set('If-None-Match', tag).expect(304);
      expect(answer.headers['etag']).toBe('"1"');
    }
    await ann.agent.get(`/api/diagrams/${id}/xml`).set('If-None-Match', '"1"').expect(304);
    await ann.agent.get(`/api/diagrams/${id}`).set('If-None-Match', '"2"').expect(200);
  });

  it('answers ids of others, unknown ids and what cannot be an id the same', async () => {
    const id = await given();
    const shape = async (target: string) => {
      const { requestId: _, ...rest } = (await bob.agent.get(`/api/diagrams/${target}`)).body;
      return rest;
    };
    const foreign = await shape(id);
    expect(foreign).toMatchObject({ status: 404, code: 'diagram.not_found' });
    expect(await shape(crypto.randomUUID())).toEqual(foreign);
    expect(await shape('not-an-id')).toEqual(foreign);
    for (const path of ['/xml', '/thumbnail', '/versions', '/versions/1', '/export?format=svg']) {
      expect((await bob.agent.get(`/api/diagrams/${id}${path}`)).body).toMatchObject({ status: 404, code: 'diagram.not_found' });
    }
  });

  it('lets a viewer look and not touch', async () => {
    const vic = await signUp(app, 'Vic');
    await join(app, ann.workspaceId, vic.userId, 'viewer');
    const id = await given();
    await vic.agent.get(`/api/diagrams/${id}`).expect(200);
    for (const answer of [
      await vic.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ title: 'x' }),
      await vic.agent.delete(`/api/diagrams/${id}`),
      await vic.agent.post(`/api/diagrams/${id}/duplicate`).send({}),
    ]) {
      expect(answer.body).toEqual(problem(403, 'auth.forbidden'));
    }
  });

  it('needs somebody to be signed in', async () => {
    const id = await given();
    expect((await app.agent().get(`/api/diagrams/${id}`)).body).toEqual(problem(401, 'auth.unauthenticated'));
  });
});

describe('lists', () => {
  it('page through every diagram once, in each order, and find by a part of the title', async () => {
    const cid = await signUp(app, 'Cid');
    const titles = ['50% off', 'a_b', 'Claim', 'claim', 'Éclair', 'Order \\ cash', 'order to cash', '漢字'.repeat(100)];
    for (const title of titles) await cid.agent.post('/api/diagrams').send({ title }).expect(201);
    for (const sort of ['updated', 'created', 'title']) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body }: { body: { items: { title: string }[]; nextCursor: string | null } } = await cid.agent.get('/api/diagrams').query({ sort, limit: 3, ...(cursor && { cursor }) }).expect(200);
        seen.push(...body.items.map((item) => item.title));
        cursor = body.nextCursor;
      }
      expect([...seen].sort()).toEqual([...titles].sort());
      if (sort !== 'title') expect(seen).toEqual([...titles].reverse());
    }
    const found = async (q: string) => (await cid.agent.get('/api/diagrams').query({ q }).expect(200)).body.items.map((item: { title: string }) => item.title).sort();
    expect(await found('ORDER')).toEqual(['Order \\ cash', 'order to cash']);
    expect(await found('%')).toEqual(['50% off']);
    expect(await found('_')).toEqual(['a_b']);
    expect(await found('\\')).toEqual(['Order \\ cash']);
    expect(await found("' OR 1=1 --")).toEqual([]);
  });

  it('carry a tag that changes when the list does', async () => {
    const dan = await signUp(app, 'Dan');
    await dan.agent.post('/api/diagrams').send({ title: 'One' }).expect(201);
    const { headers } = await dan.agent.get('/api/diagrams').expect(200);
    await dan.agent.get('/api/diagrams').set('If-None-Match', headers['etag'] as string).expect(304);
    await dan.agent.post('/api/diagrams').send({ title: 'Two' }).expect(201);
    await dan.agent.get('/api/diagrams').set('If-None-Match', headers['etag'] as string).expect(200);
  });

  it('refuse a cursor of another order and one nobody handed out', async () => {
    const { body } = await ann.agent.get('/api/diagrams').query({ limit: 1 }).expect(200);
    for (const query of [{ cursor: body.nextCursor, sort: 'title' }, { cursor: 'AAAA' }, { cursor: Buffer.from('["updated","x","y"]').toString('base64url') }]) {
      expect((await ann.agent.get('/api/diagrams').query(query)).body).toEqual(problem(400, 'request.invalid'));
    }
  });

  it('refuse a workspace of others', async () => {
    expect((await bob.agent.get('/api/diagrams').query({ workspaceId: ann.workspaceId })).body).toEqual(problem(404, 'workspace.not_found'));
  });
});

describe('the trash', () => {
  it('takes a diagram and gives it back, and both may be said twice', async () => {
    const id = await given('Gone');
    await ann.agent.delete(`/api/diagrams/${id}`).expect(204);
    await ann.agent.delete(`/api/diagrams/${id}`).expect(204);
    expect((await ann.agent.get(`/api/diagrams/${id}`)).body).toEqual(problem(404, 'diagram.not_found'));
    expect((await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ title: 'x' })).body).toEqual(problem(409, 'diagram.deleted'));
    const listed = async (deleted: boolean) => (await ann.agent.get('/api/diagrams').query({ deleted, q: 'Gone' })).body.items.map((item: { id: string }) => item.id);
    expect([await listed(true), await listed(false)]).toEqual([[id], []]);
    const back = await ann.agent.post(`/api/diagrams/${id}/restore`).expect(200);
    expect(back.body).toMatchObject({ id, version: 1, deletedAt: null });
    await ann.agent.post(`/api/diagrams/${id}/restore`).expect(200);
    expect([await listed(true), await listed(false)]).toEqual([[], [id]]);
    const events = await app.database.look("SELECT type FROM outbox WHERE payload->>'diagramId' = $1 ORDER BY id", [id]);
    expect(events).toEqual([{ type: 'diagram.created' }, { type: 'diagram.deleted' }, { type: 'diagram.restored' }]);
  });
});

describe('copies', () => {
  it('hold the bytes of the original and no history', async () => {
    const id = await given('Original');
    const copy = await ann.agent.post(`/api/diagrams/${id}/duplicate`).send({}).expect(201);
    expect(copy.body).toMatchObject({ title: 'Original (copy)', version: 1, workspaceId: ann.workspaceId });
    expect((await ann.agent.get(`/api/diagrams/${copy.body.id}`)).body.bpmnXml).toBe(modelWith('Original'));
    expect(copy.headers['location']).toBe(`/api/diagrams/${copy.body.id}`);
    const named = await ann.agent.post(`/api/diagrams/${id}/duplicate`).send({ title: 'Mine' }).expect(201);
    expect(named.body).toMatchObject({ title: 'Mine' });
  });

  it('are made once for one key, whatever became of the original since', async () => {
    const id = await given('Gone');
    const copy = (key: string, title?: string) => ann.agent.post(`/api/diagrams/${id}/duplicate`).set('Idempotency-Key', key).send({ title });
    const first = await copy('copy-1').expect(201);
    await ann.agent.delete(`/api/diagrams/${id}`).expect(204);
    expect((await copy('copy-1').expect(201)).body).toEqual(first.body);
    expect((await copy('copy-1', 'Other')).body).toEqual(problem(422, 'idempotency.key_reused'));
    expect((await copy('copy-2')).body).toEqual(problem(404, 'diagram.not_found'));
  });

  it('are numbered, copies of copies too', async () => {
    const id = await given('100% (new)');
    const titles: string[] = [];
    for (let from = id; titles.length < 3; ) {
      const { body } = await ann.agent.post(`/api/diagrams/${from}/duplicate`).send({}).expect(201);
      titles.push(body.title);
      from = body.id;
    }
    expect(titles).toEqual(['100% (new) (copy)', '100% (new) (copy 2)', '100% (new) (copy 3)']);
    expect((await ann.agent.post(`/api/diagrams/${id}/duplicate`).send({}).expect(201)).body.title).toBe('100% (new) (copy 4)');
  });
});

describe('done for somebody', () => {
  it('is refused when another person signed in since, in the same browser', async () => {
    const id = await given();
    await join(app, ann.workspaceId, bob.userId, 'editor');
    const save = (who: SignedUp, meant: string) => who.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').set('X-User-Id', meant).send({ bpmnXml: modelWith('Mine') });
    expect((await save(bob, ann.userId)).body).toEqual(problem(401, 'auth.unauthenticated'));
    expect((await bob.agent.put(`/api/diagrams/${id}/versions/1`).set('X-User-Id', ann.userId).send({ message: 'Mine' })).body).toEqual(problem(401, 'auth.unauthenticated'));
    expect((await bob.agent.post('/api/diagrams').set('X-User-Id', ann.userId).send({ title: 'Copy' })).body).toEqual(problem(401, 'auth.unauthenticated'));
    expect((await save(ann, ann.userId).expect(200)).body).toMatchObject({ version: 2, updatedBy: { id: ann.userId } });
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EMPTY_DIAGRAM_XML, MOST_CLASHES } from '@bpmn-studio/bpmn';
import { DiagramArtist, DocumentInspector } from '../../src/features/diagrams/application/ports.js';
import { AppError } from '../../src/kernel/app-error.js';
import { createTestApp, join, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

jest.setTimeout(30_000); // the first document starts a thread

let app: TestApp;
let ann: SignedUp;
let bob: SignedUp;
let vic: SignedUp;

beforeAll(async () => {
  app = await createTestApp();
  [ann, bob, vic] = [await signUp(app, 'Ann'), await signUp(app, 'Bob'), await signUp(app, 'Vic')];
  await join(app, ann.workspaceId, vic.userId, 'viewer');
});
afterAll(async () => app?.close());

const modelWith = (name: string, more = '') => EMPTY_DIAGRAM_XML.replace(/<bpmn:startEvent id="([^"]+)"\s*\/>/, `<bpmn:startEvent id="$1" name="${name}" />${more}`);
const problem = (status: number, code: string) => expect.objectContaining({ status, code });
const STRANGER = '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Other" targetNamespace="x"><process id="Elsewhere"><task id="Nothing_in_common" /></process></definitions>';

async function given(...models: string[]): Promise<string> {
  const [first, ...rest] = models;
  const { body } = await ann.agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: first }).expect(201);
  for (const [index, bpmnXml] of rest.entries()) await ann.agent.put(`/api/diagrams/${body.id}`).set('If-Match', `"${index + 1}"`).send({ bpmnXml }).expect(200);
  return body.id;
}

describe('a difference', () => {
  it('tells by element what changed, from one version to the current one', async () => {
    const id = await given(modelWith('Received'), modelWith('Arrived', '<bpmn:task id="Check" name="Check" />'));
    const { body, headers } = await ann.agent.get(`/api/diagrams/${id}/diff`).query({ from: 1 }).expect(200);
    expect(body).toMatchObject({ from: 1, to: 2, related: true, added: 1, removed: 0, cut: false });
    expect(body.elements).toContainEqual(expect.objectContaining({ type: 'bpmn:StartEvent', change: 'changed', changes: [{ kind: 'semantic', property: 'name', from: 'Received', to: 'Arrived' }] }));
    expect(body.elements).toContainEqual(expect.objectContaining({ elementId: 'Check', type: 'bpmn:Task', name: 'Check', change: 'added' }));
    expect(headers['cache-control']).not.toContain('immutable');
  });

  it('goes both ways, is the same when it is asked for again, and never changes between two versions', async () => {
    const id = await given(modelWith('a'), modelWith('b'));
    const back = () => ann.agent.get(`/api/diagrams/${id}/diff`).query({ from: 2, to: 1 }).expect(200);
    const first = await back();
    expect(first.body.elements[0].changes).toEqual([{ kind: 'semantic', property: 'name', from: 'b', to: 'a' }]);
    expect((await back()).body).toEqual(first.body);
    expect(first.headers).toMatchObject({ 'cache-control': 'private, max-age=31536000, immutable', vary: expect.stringContaining('Cookie') });
  });

  it('is empty between equal documents, and says so when they share nothing', async () => {
    const id = await given(modelWith('a'), STRANGER);
    expect((await ann.agent.get(`/api/diagrams/${id}/diff`).query({ from: 1, to: 1 })).body).toMatchObject({ related: true, added: 0, removed: 0, changed: 0, elements: [] });
    expect((await ann.agent.get(`/api/diagrams/${id}/diff`).query({ from: 1, to: 2 })).body).toMatchObject({ related: false });
  });

  it('may be read by who may read the diagram, and by nobody else', async () => {
    const id = await given(modelWith('a'), modelWith('b'));
    await vic.agent.get(`/api/diagrams/${id}/diff`).query({ from: 1 }).expect(200);
    expect((await bob.agent.get(`/api/diagrams/${id}/diff`).query({ from: 1 })).body).toEqual(problem(404, 'diagram.not_found'));
    expect((await ann.agent.get(`/api/diagrams/${id}/diff`).query({ from: 9 })).body).toEqual(problem(404, 'diagram.version_not_found'));
    expect((await ann.agent.get(`/api/diagrams/${id}/diff`).query({ from: 1, to: 9 })).body).toEqual(problem(404, 'diagram.version_not_found'));
    for (const query of [{}, { from: 0 }, { from: 'x' }, { from: 1, to: '' }]) expect((await ann.agent.get(`/api/diagrams/${id}/diff`).query(query)).body).toEqual(problem(400, 'request.invalid'));
  });
});

describe('a merge', () => {
  const send = (person: SignedUp, id: string, body: object) => person.agent.post(`/api/diagrams/${id}/merge`).send(body);
  const task = (name: string) => `<bpmn:task id="Check" name="${name}" />`;

  it('brings both sides together and saves nothing', async () => {
    const id = await given(modelWith('a', task('Check')), modelWith('theirs', task('Check')));
    const { body } = await send(ann, id, { baseVersion: 1, bpmnXml: modelWith('a', task('Mine')) }).expect(200);
    expect(body).toMatchObject({ version: 2, clashes: [], related: true, mine: 1, theirs: 1 });
    expect(body.bpmnXml).toBe(modelWith('theirs', task('Mine')));
    expect((await ann.agent.get(`/api/diagrams/${id}`)).body).toMatchObject({ version: 2, bpmnXml: modelWith('theirs', task('Check')) });
    expect((await send(vic, id, { baseVersion: 1, bpmnXml: modelWith('a', task('Mine')) })).body).toEqual(body); // who may read may see what would come out
    await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', `"${body.version}"`).send({ bpmnXml: body.bpmnXml }).expect(200);
  });

  it('takes the base itself when its version is gone, and what was chosen', async () => {
    const id = await given(modelWith('a'), modelWith('theirs'));
    const request = { baseXml: modelWith('a'), bpmnXml: modelWith('mine') };
    const { body } = await send(ann, id, request).expect(200);
    expect(body).toMatchObject({ version: 2, clashes: [{ kind: 'property', property: 'name', base: 'a', mine: 'mine', theirs: 'theirs' }], bpmnXml: modelWith('theirs') });
    const chosen = await send(ann, id, { ...request, choices: { [body.clashes[0].id]: 'mine' } }).expect(200);
    expect(chosen.body.bpmnXml).toBe(modelWith('mine'));
  });

  it('says when the documents have nothing in common', async () => {
    const id = await given(modelWith('a'));
    expect((await send(ann, id, { baseVersion: 1, bpmnXml: STRANGER })).body).toMatchObject({ related: false, bpmnXml: modelWith('a') });
  });

  it('takes a choice for each of the most clashes there can be', async () => {
    const id = await given(modelWith('a'));
    const choices = Object.fromEntries(Array.from({ length: MOST_CLASHES }, (_, i) => [`clash ${i}`, 'mine']));
    await send(ann, id, { baseVersion: 1, bpmnXml: modelWith('b'), choices }).expect(200);
    expect((await send(ann, id, { baseVersion: 1, bpmnXml: modelWith('b'), choices: { ...choices, more: 'mine' } })).body).toEqual(problem(400, 'request.invalid'));
  });

  it('refuses what cannot be merged, with the mend', async () => {
    const id = await given(modelWith('a'));
    const bpmnXml = modelWith('b');
    expect((await send(ann, id, { baseVersion: 7, bpmnXml })).body).toEqual(problem(404, 'diagram.version_not_found'));
    expect((await send(ann, id, { baseVersion: 1, bpmnXml: '<!DOCTYPE x><x/>' })).body).toEqual(problem(422, 'bpmn.invalid'));
    expect((await send(ann, id, { baseXml: '<x/>', bpmnXml })).body).toEqual(problem(422, 'bpmn.invalid'));
    for (const body of [{ bpmnXml }, { baseVersion: 1, baseXml: bpmnXml, bpmnXml }, { baseVersion: 1 }, { baseVersion: 1, bpmnXml, choices: { x: 'both' } }]) {
      expect((await send(ann, id, body)).body).toEqual(problem(400, 'request.invalid'));
    }
    expect((await send(bob, id, { baseVersion: 1, bpmnXml })).body).toEqual(problem(404, 'diagram.not_found'));
  });
});

describe('a picture of a version', () => {
  const picture = (person: SignedUp, id: string, version: number) => person.agent.get(`/api/diagrams/${id}/versions/${version}/thumbnail`).buffer(true);
  const svgOf = (answer: { body: unknown }) => Buffer.from(answer.body as Uint8Array).toString();

  it('is drawn when it is asked for, found by the list, and may be kept for good', async () => {
    const id = await given(modelWith('First name'), modelWith('Second name'));
    const { items } = (await ann.agent.get(`/api/diagrams/${id}/versions`).expect(200)).body;
    expect(items[1].thumbnailUrl).toBe(`/api/diagrams/${id}/versions/1/thumbnail`);
    const answer = await picture(vic, id, 1).expect(200);
    expect(svgOf(answer)).toContain('First');
    expect(svgOf(await picture(ann, id, 2))).toContain('Second');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable', vary: expect.stringContaining('Cookie'),
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox", etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    await picture(ann, id, 1).set('If-None-Match', answer.headers['etag'] as string).expect(304);
  });

  it('is a placeholder for what cannot be drawn, and not kept for good', async () => {
    const id = await given(STRANGER);
    const answer = await picture(ann, id, 1).expect(200);
    expect(svgOf(answer)).toContain('No layout');
    expect(answer.headers['cache-control']).toBe('private, max-age=300');
  });

  it('is nobody else\'s', async () => {
    const id = await given(modelWith('a'));
    await picture(ann, id, 1).expect(200);
    await picture(bob, id, 1).expect(404);
    await picture(ann, id, 2).expect(404);
    expect((await app.agent().get(`/api/diagrams/${id}/versions/1/thumbnail`)).status).toBe(401);
  });
});

describe('pictures that are asked for all at once', () => {
  it('are drawn one after the other; what is too much is asked to come back', async () => {
    let drawing = 0;
    let most = 0;
    const doors: (() => void)[] = [];
    const artist: DiagramArtist = {
      draw: async () => {
        most = Math.max(most, ++drawing);
        await new Promise<void>((resolve) => doors.push(resolve));
        drawing--;
        return '<svg>drawn</svg>';
      },
    };
    const slow = await createTestApp({ override: (builder) => builder.overrideProvider(DiagramArtist).useValue(artist) });
    try {
      const eve = await signUp(slow, 'Eve');
      const { body } = await eve.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
      const answers = Promise.all(Array.from({ length: 40 }, () => eve.agent.get(`/api/diagrams/${body.id}/versions/1/thumbnail`)));
      const opener = setInterval(() => doors.shift()?.(), 5);
      const statuses = (await answers).map(({ status, headers }) => ({ status, again: headers['retry-after'] }));
      clearInterval(opener);
      expect(most).toBe(1);
      expect(statuses.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(25);
      expect(statuses.filter(({ status }) => status !== 200).every(({ status, again }) => status === 503 && Number(again) > 0)).toBe(true);
    } finally {
      await slow.close();
    }
  });

  it('pass on what the artist cannot do right now', async () => {
    const artist: DiagramArtist = { draw: async () => Promise.reject(new AppError('server.unavailable', 'Busy.')) };
    const busy = await createTestApp({ override: (builder) => builder.overrideProvider(DiagramArtist).useValue(artist) });
    try {
      const eve = await signUp(busy, 'Eve');
      const { body } = await eve.agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
      const answer = await eve.agent.get(`/api/diagrams/${body.id}/versions/1/thumbnail`).expect(503);
      expect(answer.headers['retry-after']).toBeDefined();
    } finally {
      await busy.close();
    }
  });
});

describe('reports that one person asks for by the dozen', () => {
  it('are made one after the other; what is too much is asked to come back, and nobody else is', async () => {
    const [door, entered] = [Promise.withResolvers<undefined>(), Promise.withResolvers<void>()];
    const inspect = jest.fn(() => {
      entered.resolve();
      return door.promise;
    });
    const slow = await createTestApp({ override: (builder) => builder.overrideProvider(DocumentInspector).useValue({ inspect }) });
    try {
      const reportOf = async (name: string) => {
        const { agent } = await signUp(slow, name);
        const { body } = await agent.post('/api/diagrams').send({ title: 'Order' }).expect(201);
        return () => agent.get(`/api/diagrams/${body.id}/report`).then(({ status, headers }) => ({ status, comeBack: headers['retry-after'] !== undefined }));
      };
      const [eves, fays] = [await reportOf('Eve'), await reportOf('Fay')];
      const refused = Promise.withResolvers<void>();
      let told = 0;
      const many = Array.from({ length: 12 }, () => eves().then((answer) => {
        if (answer.status === 503 && ++told === 7) refused.resolve();
        return answer;
      }));
      await Promise.all([refused.promise, entered.promise]); // the first reads its document while others are sent away
      expect(inspect).toHaveBeenCalledTimes(1);
      const other = fays();
      door.resolve(undefined); // nothing can be said of the document: 422
      expect(await other).toEqual({ status: 422, comeBack: false });
      const answers = await Promise.all(many);
      expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
      expect(answers.filter(({ status, comeBack }) => status === 503 && comeBack)).toHaveLength(7);
    } finally {
      door.resolve(undefined); // else closing waits for those that wait
      await slow.close();
    }
  });
});

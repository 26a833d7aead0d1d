import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { bytesOf } from '../support/bytes-of.js';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signUp(app, 'Ann');
});
afterAll(async () => app?.close());

const given = async (title: string, bpmnXml = EMPTY_DIAGRAM_XML): Promise<string> => (await ann.agent.post('/api/diagrams').send({ title, bpmnXml }).expect(201)).body.id;
const problem = (status: number, code: string) => expect.objectContaining({ status, code });

describe('an export', () => {
  it('as BPMN is the document with a safe file name', async () => {
    const id = await given('../../Prüfung "7"\\x.exe');
    for (const path of ['export', 'export?format=bpmn', 'xml']) {
      const answer = await ann.agent.get(`/api/diagrams/${id}/${path}`).expect(200);
      expect(answer.headers['content-type']).toBe('application/bpmn+xml; charset=utf-8');
      expect(answer.headers['etag']).toBe('"1"');
      expect(answer.headers['content-disposition']).toBe(`attachment; filename="_.._Prufung _7_x.exe.bpmn"; filename*=UTF-8''_.._Pr%C3%BCfung%20_7_x.exe.bpmn`);
      expect(await bytesOf(ann.agent.get(`/api/diagrams/${id}/${path}`))).toEqual(Buffer.from(EMPTY_DIAGRAM_XML));
    }
  });

  it('as SVG is drawn when no picture is kept, and is harmless by itself', async () => {
    const id = await given('Drawn');
    const answer = await ann.agent.get(`/api/diagrams/${id}/export`).query({ format: 'svg' }).buffer(true).expect(200);
    expect(answer.headers['content-type']).toMatch(/^image\/svg\+xml/);
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    expect(Buffer.from(answer.body).toString()).toMatch(/^<svg |<svg /);
  });

  it('as SVG takes the kept picture when it is of this version', async () => {
    const id = await given('Kept');
    await app.database.look("INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) VALUES ($1, $2, 1, '<svg>kept</svg>')", [ann.workspaceId, id]);
    const svg = async () => Buffer.from((await ann.agent.get(`/api/diagrams/${id}/export`).query({ format: 'svg' }).buffer(true).expect(200)).body).toString();
    expect(await svg()).toBe('<svg>kept</svg>');
    await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ bpmnXml: EMPTY_DIAGRAM_XML.replace('isExecutable', 'name="x" isExecutable') }).expect(200);
    expect(await svg()).not.toContain('kept');
  });

  it('in another format is refused', async () => {
    const id = await given('Other');
    expect((await ann.agent.get(`/api/diagrams/${id}/export`).query({ format: 'exe' })).body).toEqual(problem(400, 'request.invalid'));
  });
});

describe('a picture', () => {
  it('is not there until it is drawn, then found by the address in the summary', async () => {
    const id = await given('Pictured');
    expect((await ann.agent.get(`/api/diagrams/${id}/thumbnail`)).body).toEqual(problem(404, 'diagram.not_found'));
    await app.database.look("INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) VALUES ($1, $2, 1, '<svg>picture</svg>')", [ann.workspaceId, id]);
    const { thumbnailUrl } = (await ann.agent.get(`/api/diagrams/${id}`)).body;
    expect(thumbnailUrl).toBe(`/api/diagrams/${id}/thumbnail?v=1`);
    const answer = await ann.agent.get(thumbnailUrl).buffer(true).expect(200);
    expect(Buffer.from(answer.body).toString()).toBe('<svg>picture</svg>');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
      vary: expect.stringContaining('Cookie'),
      'x-content-type-options': 'nosniff',
    });
  });
});

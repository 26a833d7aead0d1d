import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest, ServerResponse } from 'node:http';
import { inflateSync } from 'node:zlib';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { EXPORT_LIMITS } from '@bpmn-studio/contracts';
import yauzl from 'yauzl';
import { RunningArchives } from '../../src/features/exports/application/running-archives.js';
import { bytesOf } from '../support/bytes-of.js';
import { eventually } from '../support/eventually.js';
import { createTestApp, signUp, TEST_PASSWORD, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;
let bob: SignedUp;

beforeAll(async () => {
  app = await createTestApp();
  [ann, bob] = [await signUp(app, 'Ann'), await signUp(app, 'Bob')];
});
afterAll(async () => app?.close());

const fixture = (name: string) => readFileSync(new URL(`../../../bpmn/fixtures/${name}`, import.meta.url), 'utf8');
const UNDRAWN = EMPTY_DIAGRAM_XML.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '');
const EMPTY = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="P"/></definitions>';
const problem = (status: number, code: string) => expect.objectContaining({ status, code });
const given = async (title: string, bpmnXml = EMPTY_DIAGRAM_XML, person = ann, more = {}): Promise<string> => (await person.agent.post('/api/diagrams').send({ title, bpmnXml, ...more }).expect(201)).body.id;
const exported = (id: string, query: object, person = ann) => person.agent.get(`/api/diagrams/${id}/export`).query(query);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Width, height and the colours of a PNG of 8-bit RGBA (PNG 1.2). */
function readPng(png: Buffer): { width: number; height: number; colours: number } {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width, height, colours: new Set(inflateSync(Buffer.concat(packed))).size };
}

/** The files of a .zip, by their names. */
function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    yauzl.fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry: yauzl.Entry) =>
        zip.openReadStream(entry, (fault, stream) => {
          if (fault) return reject(fault);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
            files.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        }),
      );
      zip.on('end', () => resolve(files)).on('error', reject);
      zip.readEntry();
    });
  });
}

describe('a picture or a PDF of a diagram', () => {
  it('is a PNG of the asked scale, not blank, the same each time', async () => {
    const id = await given('Pictured', fixture('order-process.bpmn'));
    const svg = (await bytesOf(exported(id, { format: 'svg' }))).toString();
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
    for (const scale of [1, 2]) {
      const answer = await exported(id, { format: 'png', scale }).buffer(true).expect(200);
      expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'export-scale': String(scale), 'content-disposition': expect.stringContaining('Pictured.png') });
      const png = await bytesOf(exported(id, { format: 'png', scale }));
      expect(readPng(png)).toMatchObject({ width: Number(width) * scale, height: Number(height) * scale });
      expect(readPng(png).colours).toBeGreaterThan(10);
      await exported(id, { format: 'png', scale }).set('If-None-Match', answer.headers['etag']!).expect(304);
    }
  });

  it('is a PDF with pages, an outline and embedded fonts, the same bytes each time', async () => {
    const id = await given('Printed', fixture('order-process.bpmn'));
    const pdf = await bytesOf(exported(id, { format: 'pdf', page: 'a3', orientation: 'portrait', appendix: true }).expect(200).expect('Content-Type', 'application/pdf'));
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('/MediaBox [0 0 841.89 1190.55]');
    expect(text).toMatch(/\/FontName \/[A-Z]{6}\+Inter-Regular/);
    expect(text).toContain('/Outlines');
    expect(await bytesOf(exported(id, { format: 'pdf', page: 'a3', orientation: 'portrait', appendix: true }))).toEqual(pdf);
  });

  it('is of an older version where one is named', async () => {
    const id = await given('Versions', fixture('order-process.bpmn'));
    await ann.agent.put(`/api/diagrams/${id}`).set('If-Match', '"1"').send({ bpmnXml: EMPTY_DIAGRAM_XML }).expect(200);
    const size = async (query: object) => readPng(await bytesOf(exported(id, { format: 'png', scale: 1, ...query }))).width;
    expect(await size({ version: 1 })).toBeGreaterThan(await size({}));
    expect(await bytesOf(exported(id, { version: 2 }))).toEqual(Buffer.from(EMPTY_DIAGRAM_XML));
    expect((await exported(id, { version: 3 })).body).toEqual(problem(404, 'diagram.version_not_found'));
  });

  it('says what it cannot draw, and why', async () => {
    const id = await given('Nothing in it', EMPTY);
    for (const format of ['svg', 'png', 'pdf']) {
      const { body } = await exported(id, { format });
      expect(body).toEqual(problem(422, 'diagram.not_renderable'));
      expect(body.detail).toBe('The file holds nothing that could be drawn. Export it as BPMN instead.');
    }
    const other = (await exported(await given('One'), { format: 'png', diagram: 7 })).body;
    expect(other.detail).toBe('The file has one diagram; they are counted from 0. Export it as BPMN instead.');
  });

  it('of a file without layout has the one the editor would give it; the file stays as it is', async () => {
    const id = await given('No layout', UNDRAWN);
    expect(String(await bytesOf(exported(id, { format: 'svg' })))).toContain('<circle');
    expect(readPng(await bytesOf(exported(id, { format: 'png', scale: 1 }))).colours).toBeGreaterThan(5);
    expect(await bytesOf(exported(id, {}))).toEqual(Buffer.from(UNDRAWN));
  });

  it('has a scale and a page within bounds', async () => {
    const id = await given('Bounds');
    for (const query of [{ format: 'png', scale: 5 }, { format: 'png', scale: 0 }, { format: 'pdf', page: 'a9' }, { format: 'pdf', appendix: 'yes' }, { diagram: -1 }, { other: 1 }]) {
      expect((await exported(id, query)).body).toEqual(problem(400, 'request.invalid'));
    }
  });

  it('is smaller than asked where it would be too large, and says so', async () => {
    const far = EMPTY_DIAGRAM_XML.replace(/(<dc:Bounds x=")[^"]*(" y=")[^"]*/, '$115000$215000').replace('</bpmndi:BPMNPlane>', '<bpmndi:BPMNShape id="Far_di" bpmnElement="Far"><dc:Bounds x="0" y="0" width="100" height="80" /></bpmndi:BPMNShape></bpmndi:BPMNPlane>').replace('</bpmn:process>', '<bpmn:task id="Far" /></bpmn:process>');
    const id = await given('Far apart', far);
    const answer = await exported(id, { format: 'png', scale: 4 }).buffer(true).expect(200);
    expect(Number(answer.headers['export-scale'])).toBeLessThan(0.5);
    expect((await bytesOf(exported(id, { format: 'pdf', page: 'a4' }))).toString('latin1')).toMatch(/^%PDF/);
  });

  it('is not found by another tenant', async () => {
    const id = await given('Private');
    for (const format of ['bpmn', 'svg', 'png', 'pdf']) expect((await exported(id, { format }, bob)).body).toEqual(problem(404, 'diagram.not_found'));
    await app.agent().get(`/api/diagrams/${id}/export`).query({ format: 'pdf' }).expect(401);
  });
});

describe('an archive', () => {
  const archived = (person: SignedUp, query: object) => person.agent.get('/api/exports').query(query);

  it('holds every diagram under a name of its own, and says what they are', async () => {
    const eve = await signUp(app, 'Eve');
    const project = crypto.randomUUID();
    await app.database.look("INSERT INTO projects (workspace_id, id, name) VALUES ($1, $2, '../Con:')", [eve.workspaceId, project]);
    const titles = ['Same', 'same', '../../etc/passwd', 'CON', 'manifest', 'x'.repeat(200), '漢字'.repeat(90), 'a\u202Eb'];
    const ids = new Map<string, string>();
    for (const [i, title] of titles.entries()) {
      const xml = EMPTY_DIAGRAM_XML.replace('isExecutable', `name="${i}" isExecutable`);
      ids.set(await given(title, xml, eve, i === 0 ? { projectId: project } : {}), xml);
    }
    await given('Somebody else', EMPTY_DIAGRAM_XML, bob);
    const gone = await given('Gone', EMPTY_DIAGRAM_XML, eve);
    await eve.agent.delete(`/api/diagrams/${gone}`).expect(204);

    const files = await unzip(await bytesOf(archived(eve, {}).expect(200).expect('Content-Type', 'application/zip')));
    const manifest = JSON.parse(files.get('manifest.json')!.toString());
    expect(manifest).toMatchObject({ format: 'bpmn', complete: true, workspace: { id: eve.workspaceId } });
    expect(manifest.diagrams).toHaveLength(titles.length);
    expect(files.size).toBe(titles.length + 1);
    for (const { id, file, sha256: expected } of manifest.diagrams) {
      expect(files.get(file)!.toString()).toBe(ids.get(id));
      expect(sha256(files.get(file)!)).toBe(expected);
      for (const part of file.split('/')) expect(Buffer.byteLength(part)).toBeLessThan(255);
    }
    expect([...files.keys()]).toEqual(expect.arrayContaining(['_Con_/Same.bpmn', 'same.bpmn', '_.._etc_passwd.bpmn', '_CON.bpmn', 'a_b.bpmn']));
    const some = await unzip(await bytesOf(archived(eve, { projectId: project })));
    expect([...some.keys()].sort()).toEqual(['_Con_/Same.bpmn', 'manifest.json']);
  });

  it('draws what can be drawn, and says what cannot', async () => {
    const kim = await signUp(app, 'Kim');
    await given('Drawn', fixture('order-process.bpmn'), kim);
    const undrawn = await given('Not drawn', EMPTY, kim);
    const files = await unzip(await bytesOf(archived(kim, { format: 'png', scale: 1 })));
    expect([...files.keys()].sort()).toEqual(['Drawn.png', 'Not drawn.bpmn', 'errors.txt', 'manifest.json']);
    expect(readPng(files.get('Drawn.png')!).colours).toBeGreaterThan(10);
    expect(files.get('errors.txt')!.toString()).toContain(`Not drawn (${undrawn}): not drawn, its BPMN file is here instead.`);
    expect(JSON.parse(files.get('manifest.json')!.toString()).complete).toBe(false);
  });

  it('of nothing is a manifest', async () => {
    const files = await unzip(await bytesOf(archived(await signUp(app, 'Nobody'), { format: 'pdf' })));
    expect([...files.keys()]).toEqual(['manifest.json']);
  });

  it('is of no workspace or project of somebody else', async () => {
    const project = crypto.randomUUID();
    await app.database.look("INSERT INTO projects (workspace_id, id, name) VALUES ($1, $2, 'Secret')", [ann.workspaceId, project]);
    expect((await archived(bob, { workspaceId: ann.workspaceId })).body).toEqual(problem(404, 'workspace.not_found'));
    expect((await archived(bob, { projectId: project })).body).toEqual(problem(404, 'project.not_found'));
    expect((await archived(ann, { format: 'exe' })).body).toEqual(problem(400, 'request.invalid'));
    expect(EXPORT_LIMITS.diagrams).toBe(2_000);
  });

  it('is made once at a time for a person, and ends when they go away', async () => {
    const pat = await signUp(app, 'Pat');
    for (let i = 0; i < 5; i++) await given(`Kept ${i}`, EMPTY_DIAGRAM_XML, pat);
    const wish = { format: 'bpmn', scale: 1, page: 'a4', orientation: 'auto', appendix: false } as const;
    const author = { userId: pat.userId, requestId: null };
    const request = { workspace: { id: pat.workspaceId, name: 'Pat' }, projectId: undefined, wish };
    const held = await app.app.get(RunningArchives).start(author, request);
    const second = await archived(pat, {});
    expect(second.body).toEqual(problem(429, 'request.rate_limited'));
    expect(second.headers['retry-after']).toBe('15');
    await pat.agent.head('/api/exports').expect(429);
    held.destroy();
    await eventually(async () => expect((await archived(pat, {})).status).toBe(200));
    // Who only asks whether there would be one stands in nobody's way.
    for (let i = 0; i < 3; i++) await pat.agent.head('/api/exports').expect(200).expect('Content-Type', 'application/zip');
    await archived(pat, {}).expect(200);
  });

  it('is broken off when its reader takes nothing of it for two minutes', async () => {
    const lou = await signUp(app, 'Lou');
    await given('Kept', EMPTY_DIAGRAM_XML, lou);
    const patience = jest.spyOn(ServerResponse.prototype, 'setTimeout').mockImplementation(function (this: ServerResponse, _ms, tooLong) {
      tooLong?.();
      return this;
    });
    try {
      await expect(archived(lou, {})).rejects.toThrow(/hang up|aborted|ECONNRESET/);
      expect(patience).toHaveBeenCalledWith(120_000, expect.any(Function));
    } finally {
      patience.mockRestore();
    }
    await eventually(async () => expect((await archived(lou, {})).status).toBe(200));
  });

  it('stops being made when its reader hangs up', async () => {
    const max = await signUp(app, 'Max');
    for (let i = 0; i < 8; i++) await given(`Drawn ${i}`, fixture('order-process.bpmn'), max);
    const signedIn = await app.agent().post('/api/auth/sign-in/email').send({ email: max.email, password: TEST_PASSWORD }).expect(200);
    const cookie = (signedIn.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    await new Promise<void>((resolve, reject) => {
      const call = httpRequest(new URL('/api/exports?format=pdf', app.origin), { headers: { cookie } }, (response) => response.once('data', () => resolve(void call.destroy())));
      call.on('error', reject).end();
    });
    await eventually(async () => expect((await archived(max, {})).status).toBe(200));
  });
});

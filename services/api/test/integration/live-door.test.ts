import { get } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { Clock } from '../../src/kernel/clock.js';
import { eventually } from '../support/eventually.js';
import { editorWith, joinLive, type Editor } from '../support/live-editors.js';
import { frames, rawSocket } from '../support/raw-socket.js';
import { createTestApp, join, signUp, TEST_PASSWORD, type SignedUp, type TestApp } from '../support/test-app.js';

class Moved extends Clock {
  ahead = 0;
  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

const clock = new Moved();
const log: string[] = [];
let app: TestApp;
let ann: SignedUp;
let bob: SignedUp;
let eve: SignedUp;
const editors: Editor[] = [];
const onConsole = jest.spyOn(console, 'error');

beforeAll(async () => {
  app = await createTestApp({ clock, log: (line) => log.push(line), env: { LIVE_SOCKETS_PER_PERSON: '4' } });
  [ann, bob, eve] = [await signUp(app, 'Ann'), await signUp(app, 'Bob'), await signUp(app, 'Eve')];
  await join(app, ann.workspaceId, bob.userId, 'editor');
}, 60_000);
afterEach(() => {
  for (const editor of editors.splice(0)) editor.leave();
  clock.ahead = 0;
  expect(onConsole).not.toHaveBeenCalled();
});
afterAll(async () => app?.close());

async function given(): Promise<string> {
  const { body } = await ann.agent.post('/api/diagrams').send({ title: 'Order', bpmnXml: EMPTY_DIAGRAM_XML }).expect(201);
  return body.id as string;
}
async function inside(person: SignedUp, diagramId: string): Promise<Editor> {
  const editor = await joinLive(app, person, diagramId);
  editors.push(editor);
  await editor.ready();
  return editor;
}
const ticketOf = async (person: SignedUp, diagramId: string): Promise<string> => (await person.agent.post(`/api/diagrams/${diagramId}/live`).expect(201)).body.ticket as string;
const linesOf = (diagramId: string) => log.filter((line) => line.includes('live.closed') && line.includes(diagramId));
const processOf = (editor: Editor): string => [...editor.records.entries()].find(([, record]) => record.get('$type') === 'bpmn:Process')![0];
const name = (editor: Editor, value: string) => editor.records.get(processOf(editor))!.set('name', value);

/** Sends something wrong behind a good ticket, and says how the socket ended. */
async function after(diagramId: string, message: Uint8Array | string): Promise<{ readonly code: number; readonly reason: string }> {
  const socket = await rawSocket(app);
  socket.send(frames.auth(diagramId, await ticketOf(ann, diagramId)));
  await socket.answered;
  socket.send(message);
  return await socket.ended;
}

describe('a ticket', () => {
  it('is given to members alone; another tenant’s diagram is an unknown one', async () => {
    const id = await given();
    expect((await eve.agent.post(`/api/diagrams/${id}/live`)).body).toMatchObject({ status: 404, code: 'diagram.not_found' });
    expect((await app.agent().post(`/api/diagrams/${id}/live`)).status).toBe(401);
    expect((await ann.agent.post(`/api/diagrams/${id}/live`).expect(201)).body).toEqual({ ticket: expect.stringMatching(/^[\w-]{64}$/), right: 'write' });
  });

  it('is kept as a hash, and used once', async () => {
    const id = await given();
    const ticket = await ticketOf(ann, id);
    const kept = await app.database.look<{ row: string }>('SELECT live_tickets::text AS row FROM live_tickets WHERE diagram_id = $1', [id]);
    expect(kept).toHaveLength(1);
    expect(kept[0]!.row).not.toContain(Buffer.from(ticket, 'base64url').subarray(16).toString('hex'));
    const first = editorWith(app, id, ticket);
    editors.push(first);
    await first.ready();
    const second = await rawSocket(app);
    second.send(frames.auth(id, ticket));
    expect(await second.ended).toEqual({ code: 4401, reason: 'ticket' });
    expect(linesOf(id)).toHaveLength(0); // nobody knows whose it was
    expect(first.closings).toEqual([]);
  });

  it('that comes late, or for another diagram, or that nobody gave, opens nothing', async () => {
    const [id, other] = [await given(), await given()];
    const late = await ticketOf(ann, id);
    clock.ahead = 30_001;
    const tries = [frames.auth(id, late), frames.auth(other, await ticketOf(ann, id)), frames.auth(id, 'A'.repeat(64)), frames.auth(id, 'nonsense'), frames.ask(id)];
    for (const message of tries) {
      const socket = await rawSocket(app);
      socket.send(message);
      expect(await socket.ended).toEqual({ code: 4401, reason: 'ticket' });
    }
  });

  it('of who is no member any more opens nothing', async () => {
    const id = await given();
    const ticket = await ticketOf(bob, id);
    await app.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [ann.workspaceId, bob.userId]);
    const socket = await rawSocket(app);
    socket.send(frames.auth(id, ticket));
    expect(await socket.ended).toMatchObject({ code: 4403 });
    await join(app, ann.workspaceId, bob.userId, 'editor');
  });

  it('opens so many sockets of a person, and no more', async () => {
    const id = await given();
    for (let n = 0; n < 4; n++) await inside(bob, id);
    const fifth = await rawSocket(app);
    fifth.send(frames.auth(id, await ticketOf(bob, id)));
    expect(await fifth.ended).toMatchObject({ code: 4429 });
  });
});

describe('the address of the socket', () => {
  it('is open to our own pages alone', async () => {
    await expect(rawSocket(app, 'https://evil.example.org')).rejects.toThrow('refused');
    const status = await new Promise((resolve) => {
      get(`${app.origin}/api/live`, { headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } }, (response) => resolve(response.statusCode)).on('error', resolve);
    });
    expect(status).toBe(403);
  });

  it('answers no pings: answers nobody reads would pile up', async () => {
    const { hostname, port } = new URL(app.origin);
    const socket = connect(Number(port), hostname);
    const heard: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
    socket.write(`GET /api/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${app.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    await eventually(async () => expect(Buffer.concat(heard).toString('latin1')).toContain('\r\n\r\n'));
    // A ping, and behind it an empty text, which the socket is closed for.
    socket.write(Uint8Array.from([0x89, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0]));
    const answer = () => Buffer.concat(heard).toString('latin1').split('\r\n\r\n')[1] ?? '';
    await eventually(async () => expect(answer().length).toBeGreaterThan(0));
    expect(answer().codePointAt(0)).toBe(0x88);
    socket.destroy();
  });

  it('takes so many sockets that show no ticket from one network, and no more', async () => {
    const strangers = await Promise.all(Array.from({ length: 50 }, () => rawSocket(app)));
    await expect(rawSocket(app)).rejects.toThrow('refused');
    for (const stranger of strangers) stranger.close();
    await Promise.all(strangers.map(({ ended }) => ended));
    await eventually(async () => (await rawSocket(app)).close());
  });

  it('is an ordinary address without a wish for a socket, and other addresses pass the wish over', async () => {
    expect((await ann.agent.get('/api/live')).body).toMatchObject({ status: 404, code: 'request.not_found' });
    expect((await app.agent().get('/api/health/live').set({ Connection: 'Upgrade', Upgrade: 'websocket' })).status).toBe(200);
  });
});

describe('bad input', () => {
  it.each([
    ['a text', () => 'hello', 4400],
    ['garbage', () => Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255]), 4400],
    ['a message that is too large', () => new Uint8Array(1024 * 1024 + 1), 4400],
    ['a message about another document', () => frames.ask('somewhere else'), 4400],
    ['a second ticket', (id: string) => frames.auth(id, 'A'.repeat(64)), 4400],
    ['an update that is none', (id: string) => frames.update(id, Uint8Array.from([1, 2, 3])), 4400],
    ['a wish nobody knows', (id: string) => frames.stateless(id, '{"type":"reign"}'), 4400],
    ['an edit outside of the records', (id: string) => frames.update(id, updateOf((doc) => doc.getMap('elsewhere').set('a', 1))), 4409],
    ['an edit that is no record', (id: string) => frames.update(id, updateOf((doc) => doc.getMap('records').set('a', 1))), 4409],
    ['an edit that builds on what nobody has', (id: string) => frames.update(id, laterHalf()), 4409],
  ])('%s closes its own socket with a code, is logged once, and disturbs nobody else', async (_what, make, code) => {
    const id = await given();
    const other = await inside(bob, id);
    expect(await after(id, make(id))).toMatchObject({ code });
    expect(linesOf(id)).toHaveLength(1);
    name(other, 'goes on');
    await other.acknowledged();
    expect(other.closings).toEqual([]);
    expect([...other.records.keys()]).not.toContain('a');
  });

  it('too many messages are too fast', async () => {
    const id = await given();
    const socket = await rawSocket(app);
    socket.send(frames.auth(id, await ticketOf(ann, id)));
    await socket.answered;
    for (let n = 0; n < 40; n++) socket.send(frames.ask(id));
    expect(await socket.ended).toEqual({ code: 4429, reason: 'too_fast' });
  });

  it('an edit under the number of somebody else is refused, and theirs are not lost', async () => {
    const id = await given();
    const [a, b] = [await inside(ann, id), await inside(bob, id)];
    name(a, 'first');
    await a.acknowledged();
    await eventually(async () => expect(b.records.get(processOf(b))!.get('name')).toBe('first'));
    b.doc.clientID = a.doc.clientID;
    name(b, 'as if I were Ann');
    expect(await b.closed()).toMatchObject({ code: 4409 });
    name(a, 'second');
    await a.acknowledged();
    expect(a.closings).toEqual([]);
  });
});

describe('access', () => {
  it('of a viewer is to read: what they write is kept from everybody', async () => {
    const id = await given();
    await app.database.look("UPDATE memberships SET role = 'viewer' WHERE workspace_id = $1 AND user_id = $2", [ann.workspaceId, bob.userId]);
    expect((await bob.agent.post(`/api/diagrams/${id}/live`)).body.right).toBe('read');
    const [a, b] = [await inside(ann, id), await inside(bob, id)];
    name(b, 'not mine');
    name(a, 'mine');
    await a.acknowledged();
    const fresh = await inside(ann, id);
    expect(fresh.records.get(processOf(fresh))!.get('name')).toBe('mine');
    await app.database.look("UPDATE memberships SET role = 'editor' WHERE workspace_id = $1 AND user_id = $2", [ann.workspaceId, bob.userId]);
    await eventually(async () => expect(b.news).toContainEqual({ type: 'right', right: 'write' }));
  });

  it('that is taken away makes a reader within five seconds, and closes the socket of who is no member any more', async () => {
    const id = await given();
    const [a, b] = [await inside(ann, id), await inside(bob, id)];
    await app.database.look("UPDATE memberships SET role = 'viewer' WHERE workspace_id = $1 AND user_id = $2", [ann.workspaceId, bob.userId]);
    await eventually(async () => expect(b.news).toContainEqual({ type: 'right', right: 'read' }), 5_000);
    name(b, 'too late');
    await app.database.look('DELETE FROM memberships WHERE workspace_id = $1 AND user_id = $2', [ann.workspaceId, bob.userId]);
    expect(await b.closed()).toEqual({ code: 4403, reason: 'no_access' });
    expect(a.records.get(processOf(a))!.get('name')).not.toBe('too late');
    expect(a.closings).toEqual([]);
    await join(app, ann.workspaceId, bob.userId, 'editor');
  });

  it('ends with the session', async () => {
    const id = await given();
    const b = await inside(bob, id);
    await bob.agent.post('/api/auth/sign-out').expect(200);
    expect(await b.closed()).toMatchObject({ code: 4403 });
    await bob.agent.post('/api/auth/sign-in/email').send({ email: bob.email, password: TEST_PASSWORD }).expect(200);
  });

  it('ends with the diagram: in the trash or gone', async () => {
    const id = await given();
    const [a, b] = [await inside(ann, id), await inside(bob, id)];
    await ann.agent.delete(`/api/diagrams/${id}`).expect(204);
    expect(await Promise.all([a.closed(), b.closed()])).toEqual([expect.objectContaining({ code: 4404 }), expect.objectContaining({ code: 4404 })]);
    await ann.agent.post(`/api/diagrams/${id}/live`).expect(404);
    await ann.agent.post(`/api/diagrams/${id}/restore`).expect(200);
    await inside(ann, id);
  });
});

function updateOf(edit: (doc: Doc) => void): Uint8Array {
  const doc = new Doc();
  edit(doc);
  return encodeStateAsUpdate(doc);
}

/** The second of two edits. */
function laterHalf(): Uint8Array {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getMap('records').set('a', 1);
  doc.getMap('records').set('b', 1);
  return updates[1]!;
}

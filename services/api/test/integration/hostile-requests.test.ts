import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;
beforeAll(async () => {
  app = await createTestApp();
  ann = await signUp(app, 'Ann');
});
afterAll(async () => app?.close());

/** What comes back for bytes sent as they are, but for Host and Origin of the first request; ends when the server hangs up. */
function exchange(text: string, cookie = ''): Promise<string> {
  const { hostname, port, host } = new URL(app.origin);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text.replace('\r\n', `\r\nHost: ${host}\r\nOrigin: ${app.origin}\r\n${cookie === '' ? '' : `Cookie: ${cookie}\r\n`}`)));
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

async function cookieOf({ email }: SignedUp): Promise<string> {
  const response = await app.agent().post('/api/auth/sign-in/email').send({ email, password: 'correct horse battery staple' }).expect(200);
  return String(response.headers['set-cookie']).split(';')[0] ?? '';
}

const bytewise = (count: number) => '1\r\na\r\n'.repeat(count);

describe('a body', () => {
  it.each([1_010, 300_000])('with %d unknown members is refused as any other, at once', async (count) => {
    const members = Array.from({ length: count }, (_, i) => `"k${i}":1`).join(',');
    const response = await ann.agent.post('/api/diagrams').set('Content-Type', 'application/json').send(`{"title":"x",${members}}`);
    expect(response.status).toBe(400);
    expect(response.body.code).toBe('request.malformed');
  });

  it('tells only the first of many faults', async () => {
    const members = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`k${i}`, 1]));
    const response = await ann.agent.post('/api/diagrams').send({ title: 'x', ...members }).expect(400);
    expect(response.body.errors).toHaveLength(20);
  });

  it.each([
    ['POST', '/api/auth/sign-in/email'],
    ['POST', '/api/auth/sign-up/email'],
    ['POST', '/api/auth/sign-out'],
  ])('of somebody unknown may be small only: %s %s', async (_method, path) => {
    const response = await app.agent().post(path).send({ email: 'x'.repeat(17 * 1024) });
    expect(response.status).toBe(413);
    expect(response.body.code).toBe('request.too_large');
  });

  it('that is longer than it may be is not waited for', async () => {
    const answer = await exchange(`POST /api/auth/sign-in/email HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that comes byte by byte is refused with the connection, JSON or not', async () => {
    const json = await exchange(`POST /api/auth/sign-in/email HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${bytewise(5_000)}`);
    expect(json).toMatch(/^HTTP\/1\.1 400 [^]*too many tiny pieces/);
    const part = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.bpmn"\r\n\r\n';
    const head = 'POST /api/imports HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n';
    const form = await exchange(`${head}${part.length.toString(16)}\r\n${part}\r\n${bytewise(5_000)}`, await cookieOf(ann));
    expect(form).toMatch(/^HTTP\/1\.1 400 [^]*too many tiny pieces/);
  });
});

it('an expectation nobody has is passed over, with our headers on the answer', async () => {
  const answer = await exchange('GET /api/health/live HTTP/1.1\r\nExpect: wonders\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain('X-Content-Type-Options: nosniff');
});

describe('a connection', () => {
  it('on which requests come by the dozen without waiting is ended, and what was begun is little', async () => {
    const flood = `GET /api/health HTTP/1.1\r\n\r\n${'GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(400)}`;
    const answer = await exchange(flood);
    expect(answer.split('HTTP/1.1 200').length - 1).toBeLessThanOrEqual(16);
  });

  it.each([
    ['the last', 'PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['one on its way', 'PUT /nothing HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('on which nonsense follows gets no second answer into %s', async (_which, text) => {
    const answer = await exchange(text);
    expect(answer.split('HTTP/1.1 ').length - 1).toBe(1);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] [^]*\}$/);
  });

  it('on which a few requests come at once is served', async () => {
    const answer = await exchange(`GET /api/health/live HTTP/1.1\r\n\r\n${'GET /api/health/live HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(7)}GET /api/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer.split('HTTP/1.1 200').length - 1).toBe(9);
  });

  it('is ended when the body of a refused request does not', async () => {
    const { hostname, port } = new URL(app.origin);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString('latin1'))).on('error', () => undefined);
    const ended = once(socket, 'close');
    socket.write(`POST /api/diagrams HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${app.origin}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`);
    const dripping = setInterval(() => socket.write(' '), 50);
    await ended;
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

it('who is meant is not asked where nobody needs to be signed in', async () => {
  const cookie = await cookieOf(ann);
  await app.agent().get('/api/auth/get-session').set({ Cookie: cookie, 'X-User-Id': 'somebody else' }).expect(200);
  await app.agent().get('/api/me').set({ Cookie: cookie, 'X-User-Id': 'somebody else' }).expect(401);
});

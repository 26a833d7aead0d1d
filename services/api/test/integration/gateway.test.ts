import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { NGINX, startGateway, type Gateway } from '../../../../infrastructure/gateway/start-gateway.mjs';
import { describeWith } from '../support/describe-with.js';
import { eventually } from '../support/eventually.js';
import { ask, expectProblem, SECURITY } from '../support/gateway-requests.js';
import { createTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app.js';

const DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://example.org/"><process id="p"><documentation>${'words '.repeat(500)}</documentation></process></definitions>`;
const missing = NGINX === undefined ? 'needs nginx, which is not installed (Debian: apt install nginx)' : undefined;

describeWith(missing, 'the gateway before the API', () => {
  let app: TestApp;
  let gateway: Gateway;
  let webFolder: string;
  const served: string[] = [];

  beforeAll(async () => {
    webFolder = await mkdtemp(join(tmpdir(), 'bpmn-studio-web-'));
    await mkdir(join(webFolder, 'assets'));
    await writeFile(join(webFolder, 'index.html'), `<!doctype html><title>the client</title>${'<p>words</p>'.repeat(200)}`);
    await writeFile(join(webFolder, 'assets', 'app-1a2b3c.js'), `// ${'code '.repeat(1000)}`);
    app = await createTestApp({ webFolder, env: { TRUST_PROXY: '1', RATE_LIMIT_SIGN_IN_PER_MINUTE: '3' }, log: (line) => served.push(line) });
    gateway = await startGateway({ upstreams: [app.origin] });
  });
  afterAll(async () => {
    await gateway?.stop();
    await app?.close();
    await rm(webFolder, { recursive: true, force: true });
  });

  it('passes on what the API answers, each header once', async () => {
    const direct = await fetch(`${app.origin}/api/nothing`);
    const answer = await ask(gateway, '/api/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject(SECURITY);
    for (const [name, value] of direct.headers) if (!['date', 'connection', 'keep-alive', 'x-request-id', 'content-length', 'transfer-encoding'].includes(name)) expect([name, answer.headers[name]]).toEqual([name, value]);
    expect(answer.json()).toMatchObject({ code: 'request.not_found', requestId: answer.headers['x-request-id'] });
  });

  it('names the request as the client did, or with a name of its own', async () => {
    expect((await ask(gateway, '/api/health/live', { headers: { 'x-request-id': 'from-the-client-1' } })).headers['x-request-id']).toBe('from-the-client-1');
    const renamed = await ask(gateway, '/api/nothing', { headers: { 'x-request-id': 'no good"' } });
    expect(renamed.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(renamed.json()['requestId']).toBe(renamed.headers['x-request-id']);
  });

  it('speaks HTTP/2 and TLS 1.2 or newer', async () => {
    const { port } = new URL(gateway.origin);
    const session = connectHttp2(gateway.origin, { ca: gateway.certificate });
    const stream = session.request({ ':path': '/api/health/live' });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(headers[':status']).toBe(200);
    expect(headers).toMatchObject(SECURITY);
    stream.resume();
    await once(stream, 'end');
    await new Promise<void>((closed) => session.close(closed));

    const old = connectTls({ host: '127.0.0.1', port: Number(port), ca: gateway.certificate, servername: 'localhost', maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    await expect(once(old, 'secureConnect')).rejects.toThrow();
  });

  it('sends http to https, to its own name whatever the request says', async () => {
    const answer = await fetch(`${gateway.httpOrigin}/library?q=a%20b`, { redirect: 'manual' });
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(`${gateway.origin}/library?q=a%20b`);
    expect(Object.fromEntries(answer.headers)).toMatchObject(SECURITY);
    const { port } = new URL(gateway.origin);
    const lost = await fetch(`http://127.0.0.1:${port}/library`, { redirect: 'manual' });
    expect([lost.status, lost.headers.get('location')]).toEqual([308, `${gateway.origin}/library`]);
  });

  it('packs once, and leaves entity tags as they are', async () => {
    const page = await ask(gateway, '/', { headers: { accept: 'text/html', 'accept-encoding': 'gzip' } });
    expect(page.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(page.bytes).toString()).toContain('the client');

    const cookie = await signUp('packing@example.org');
    const made = await ask(gateway, '/api/diagrams', { method: 'POST', body: JSON.stringify({ title: 'Large', bpmnXml: DOCUMENT }), headers: jsonFrom(gateway, cookie) });
    expect(made.status).toBe(201);
    const xml = await ask(gateway, `/api/diagrams/${String(made.json()['id'])}/xml`, { headers: { cookie, 'accept-encoding': 'gzip' } });
    expect(xml.headers['etag']).toBe('"1"');
    expect(xml.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(xml.bytes).toString()).toBe(DOCUMENT);
  });

  it('asks for a hashed file once, and answers each with a name of its own', async () => {
    await ask(gateway, '/api/health/live', { headers: { 'x-request-id': 'before-the-files' } });
    const before = await eventually(async () => {
      const place = gateway.log().findIndex((line) => line['requestId'] === 'before-the-files') + 1;
      expect(place).toBeGreaterThan(0);
      return place;
    });
    const headers = { 'accept-encoding': 'gzip, deflate' };
    const first = await ask(gateway, '/assets/app-1a2b3c.js', { headers });
    const second = await ask(gateway, '/assets/app-1a2b3c.js?again', { headers: { 'accept-encoding': 'gzip;q=1.0' } });
    const plain = await ask(gateway, '/assets/app-1a2b3c.js', { headers: { 'accept-encoding': 'identity' } });
    expect(first.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(gunzipSync(first.bytes)).toEqual(gunzipSync(second.bytes));
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.bytes).toEqual(gunzipSync(first.bytes));
    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
    expect(second.headers).toMatchObject(SECURITY);
    // nginx writes the line once the answer is out.
    await eventually(async () => expect(gateway.log().slice(before).map((line) => line['cache'])).toEqual(['MISS', 'HIT', 'MISS']));
    expect((await ask(gateway, '/assets/gone.js')).status).toBe(404);
  });

  it('refuses a body that is too large, before the API hears of it, as the API would', async () => {
    const size = 6 * 1024 * 1024 + 1;
    const before = served.length;
    expectProblem(await ask(gateway, '/api/diagrams', { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': size } }), 'request.too_large');
    expect(served.length).toBe(before);
    const files = await ask(gateway, '/api/imports', { method: 'POST', headers: { 'content-type': 'application/json', origin: gateway.origin }, body: Buffer.alloc(7 * 1024 * 1024) });
    expect(files.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(files.status).toBe(401); // an import may be so large; the API itself says that nobody is signed in
  });

  it('answers what it cannot take in the words of the API', async () => {
    expectProblem(await ask(gateway, `/api/${'x'.repeat(9_000)}`), 'request.too_large');
    expectProblem(await ask(gateway, '/api/me', { headers: { long: 'x'.repeat(9_000) } }), 'request.too_large');
    expectProblem(await ask(gateway, '/api/me', { method: 'TRACE' }), 'request.method_not_allowed');
    expectProblem(await ask(gateway, '/api/%zz'), 'request.malformed');
    expectProblem(await ask(gateway, '/.gateway/problem'), 'request.not_found');
  });

  it('believes nobody who says whose request it is', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await ask(gateway, '/api/auth/sign-in/email', {
        method: 'POST', body: JSON.stringify({ email: 'nobody@example.org', password: TEST_PASSWORD }),
        headers: { ...jsonFrom(gateway), 'x-forwarded-for': `203.0.113.${attempt}`, forwarded: `for=203.0.113.${attempt}`, 'x-real-ip': `203.0.113.${attempt}` },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toContain(429); // one address, however many it claims to be
  });

  it('logs a line of JSON for each request, without what was searched for', async () => {
    await ask(gateway, '/api/diagrams?q=secret-plan', { headers: { 'x-request-id': 'to-be-logged-1' } });
    const lines = await eventually(async () => {
      const all = gateway.log();
      expect(all).toContainEqual(expect.objectContaining({ requestId: 'to-be-logged-1', method: 'GET', path: '/api/diagrams', status: 401, upstreamStatus: '401' }));
      return all;
    });
    expect(JSON.stringify(lines)).not.toContain('secret-plan');
  });

  async function signUp(email: string): Promise<string> {
    const answer = await ask(gateway, '/api/auth/sign-up/email', { method: 'POST', body: JSON.stringify({ name: 'Ann', email, password: TEST_PASSWORD }), headers: jsonFrom(gateway) });
    expect(answer.status).toBe(200);
    return ((answer.headers['set-cookie'] as string[] | undefined) ?? []).map((each) => each.split(';')[0]).join('; ');
  }
});

function jsonFrom(gateway: Gateway, cookie?: string): Record<string, string> {
  return { 'content-type': 'application/json', origin: gateway.origin, ...(cookie === undefined ? {} : { cookie }) };
}

describeWith(missing, 'the gateway before replicas that come and go', () => {
  const open: { stop(): Promise<unknown> }[] = [];
  afterAll(async () => {
    for (const each of open.reverse()) await each.stop();
  });

  async function replica(answer: Parameters<typeof createServer>[1], port = 0): Promise<{ server: Server; origin: string }> {
    const server = createServer({}, answer).listen(port, '127.0.0.1');
    await once(server, 'listening');
    open.push({
      stop: () => {
        server.closeAllConnections();
        return new Promise((closed) => server.close(closed));
      },
    });
    return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  async function gatewayBefore(upstreams: string[], limits = {}): Promise<Gateway> {
    const gateway = await startGateway({ upstreams, ...limits });
    open.push(gateway);
    return gateway;
  }

  /** A port nobody listens on. */
  async function nowhere(): Promise<string> {
    const { server, origin } = await replica(() => undefined);
    await new Promise((closed) => server.close(closed));
    return origin;
  }

  it('says 503 with Retry-After when no replica is there', async () => {
    const gateway = await gatewayBefore([await nowhere()]);
    const answer = await ask(gateway, '/api/diagrams', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expectProblem(answer, 'server.unavailable');
    expect(answer.headers['retry-after']).toBe('2');
    expect((await ask(gateway, '/', { method: 'HEAD' })).bytes).toHaveLength(0);
  });

  it('finds the replica that is there, and repeats a POST elsewhere only when it has a key', async () => {
    const dying = await replica((request) => request.socket.destroy());
    const seen: string[] = [];
    const alive = await replica((request, response) => {
      seen.push(`${request.method} ${String(request.headers['idempotency-key'] ?? '-')} ${String(request.headers['x-forwarded-for'])}`);
      response.end('done');
    });
    const gateway = await gatewayBefore([dying.origin, alive.origin]);
    const send = (method: string, key?: string) => ask(gateway, '/api/things', { method, body: method === 'GET' ? '' : '{}', headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), 'x-forwarded-for': '203.0.113.9' } });
    for (let round = 0; round < 3; round++) {
      expect((await send('GET')).status).toBe(200);
      expect((await send('PUT')).status).toBe(200);
      expect((await send('POST', `key-${round}`)).status).toBe(200);
    }
    expect(new Set(seen.map((line) => line.split(' ').at(-1)))).toEqual(new Set(['127.0.0.1']));
    const fresh = await gatewayBefore([dying.origin]);
    expectProblem(await ask(fresh, '/api/things', { method: 'POST', body: '{}' }), 'server.unavailable');
  });

  it('takes a websocket through', async () => {
    const server = await replica((_request, response) => response.end());
    server.server.on('upgrade', (request, socket) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${String(request.headers.upgrade)}\r\nConnection: Upgrade\r\n\r\n`);
      socket.on('error', () => undefined).pipe(socket);
    });
    const gateway = await gatewayBefore([server.origin]);
    const { port } = new URL(gateway.origin);
    const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca: gateway.certificate, servername: 'localhost', ALPNProtocols: ['http/1.1'] });
    await once(socket, 'secureConnect');
    socket.write('GET /api/live?token=x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    const heard = listenTo(socket);
    await heard(/^HTTP\/1\.1 101 /);
    socket.write('there and back');
    await heard(/there and back$/);
    socket.destroy();
  });

  it('counts by IPv4 address and by IPv6 network', () => {
    const template = readFileSync(new URL('../../../../infrastructure/gateway/nginx.conf.template', import.meta.url), 'utf8');
    const network = new RegExp(/map \$remote_addr \$caller \{\s+"~([^"]+)"/.exec(template)![1]!);
    const callerAt = (address: string): string => network.exec(address)?.groups?.['network'] ?? address;
    expect(template.match(/limit_(?:req|conn)_zone (?!\$caller|\$server_port)/g)).toBeNull();
    expect(['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::6', '2001:db8:1:2:ffff::'].map(callerAt)).toEqual(Array(3).fill('2001:db8:1:2:'));
    expect(['2001:db8::6', '2001:db8::7:8', '192.0.2.7', '::1', '::ffff:192.0.2.7'].map(callerAt)).toEqual(['2001:db8::', '2001:db8::', '192.0.2.7', '::1', '::ffff:192.0.2.7']);
  });

  it('slows an address that asks without end, with Retry-After', async () => {
    const server = await replica((_request, response) => response.end('ok'));
    const gateway = await gatewayBefore([server.origin], { requestsPerSecond: 1, burst: 2 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(gateway, '/api/me')));
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expectProblem(answer, 'request.rate_limited');
      expect(answer.headers['retry-after']).toBe('1');
    }
  });
});

/** Waits until what a socket said so far matches. */
function listenTo(socket: NodeJS.ReadableStream): (what: RegExp) => Promise<void> {
  let text = '';
  let told = () => undefined as void;
  socket.on('data', (piece: Buffer) => {
    text += piece.toString('latin1');
    told();
  });
  return (what) =>
    new Promise((resolve) => {
      told = () => {
        if (what.test(text)) resolve();
      };
      told();
    });
}

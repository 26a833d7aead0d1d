import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, signUp, type SignedUp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ann: SignedUp;
let webFolder: string;
const log: string[] = [];

beforeAll(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'bpmn-studio-web-'));
  await mkdir(join(webFolder, 'assets'));
  await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>the client</title>');
  await writeFile(join(webFolder, 'assets', 'app-1a2b3c.js'), `// ${'code '.repeat(1000)}`);
  app = await createTestApp({ webFolder, log: (line) => log.push(line) });
  ann = await signUp(app, 'Ann');
});
afterAll(async () => {
  await app?.close();
  await rm(webFolder, { recursive: true, force: true });
});

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('the headers of every answer', () => {
  const asked: [string, () => Promise<{ status: number; headers: Record<string, unknown> }>, number][] = [
    ['an answer', async () => ann.agent.get('/api/me'), 200],
    ['nothing there', async () => app.agent().get('/api/nothing'), 404],
    ['a method that is not taken', async () => app.agent().delete('/api/me'), 405],
    ['nobody signed in', async () => app.agent().get('/api/me'), 401],
    ['a body too large', async () => ann.agent.post('/api/diagrams').set('Content-Type', 'application/json').send(`"${'x'.repeat(6.1 * 1024 * 1024)}"`), 413],
    ['another content type', async () => ann.agent.post('/api/diagrams').set('Content-Type', 'text/xml').send('<a/>'), 415],
    ['a page', async () => app.agent().get('/').set('Accept', 'text/html'), 200],
    ['a file', async () => app.agent().get('/assets/app-1a2b3c.js'), 200],
    ['a file that is not there', async () => app.agent().get('/assets/gone.js'), 404],
    ['options', async () => app.agent().options('/api/me'), 204],
    ['health', async () => app.agent().get('/api/health/live'), 200],
    ['the API page', async () => app.agent().get('/api/docs'), 200],
    ['an address that cannot be read', async () => app.agent().get('/api/diagrams/%E0%A4%A'), 400],
  ];
  it.each(asked)('%s', async (_name, ask, status) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-request-id': expect.stringMatching(/^[A-Za-z0-9._-]{8,128}$/),
    });
    const policy = String(response.headers['content-security-policy']);
    for (const rule of ["script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy.split(';')).toContain(rule);
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(response.headers).not.toHaveProperty('x-powered-by');
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each([
    ['no HTTP at all', 'NONSENSE\r\n\r\n', 400, 'request.malformed'],
    ['a request for no host', 'GET /api/me HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'request.malformed'],
    ['a request for two hosts', 'GET /api/me HTTP/1.1\r\nConnection: close\r\nHost: a\r\nHost: b\r\n\r\n', 400, 'request.malformed'],
    ['a request for a proxy', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', 405, 'request.method_not_allowed'],
  ])('are on the answer to %s, too', async (_what, request, status, code) => {
    const { hostname, port } = new URL(app.origin);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(request));
      let text = '';
      socket.on('data', (chunk) => (text += String(chunk)));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/Strict-Transport-Security: max-age=31536000/);
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('say 304 only of what has an entity tag', async () => {
    await ann.agent.get('/api/me').set('If-None-Match', '*').expect(200);
    await ann.agent.get('/api/diagrams').set('If-None-Match', '*').expect(304);
  });
});

describe('errors', () => {
  it('are problem documents with the id of the request', async () => {
    const response = await ann.agent.get(`/api/diagrams/${UNKNOWN}`).set('X-Request-Id', 'my-request-1').expect(404).expect('Content-Type', /^application\/problem\+json/);
    expect(response.body).toEqual({
      type: '/docs/errors#diagram.not_found',
      title: 'There is no such diagram',
      status: 404,
      detail: expect.any(String),
      code: 'diagram.not_found',
      requestId: 'my-request-1',
    });
    expect(response.headers['x-request-id']).toBe('my-request-1');
    expect(log.some((line) => line.includes('"requestId":"my-request-1"') && line.includes('404'))).toBe(true);
  });

  it.each(['short', 'x'.repeat(129), 'with space in it', 'line%0abreak', 'üüüüüüüü'])('make an id of their own when %s comes along', async (id) => {
    const { headers } = await app.agent().get('/api/me').set('X-Request-Id', encodeURI(id));
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('say where they are described', async () => {
    const { text } = await app.agent().get('/docs/errors').expect(200).expect('Content-Type', /text\/plain/);
    expect(text).toContain('diagram.version_conflict');
  });

  it('lead to the runbooks, and to no other file', async () => {
    const { text } = await app.agent().get('/docs/runbooks/process-down').expect(200).expect('Content-Type', /text\/plain/);
    expect(text).toContain('## Mend');
    for (const path of ['/docs/runbooks/no-such-thing', '/docs/runbooks/..%2foperations', '/docs/runbooks/%2e%2e/operations', '/docs/operations']) {
      const { text: other } = await app.agent().get(path);
      expect(other).not.toMatch(/^# /);
    }
  });

  it('name unknown fields of bodies and queries', async () => {
    const body = await ann.agent.post('/api/diagrams').send({ title: 'x', colour: 'red' }).expect(400);
    expect(body.body).toMatchObject({ code: 'request.invalid', errors: [{ path: 'colour', message: 'is not known' }] });
    const query = await ann.agent.get('/api/diagrams?limit=5&colour=red').expect(400);
    expect(query.body.errors).toEqual([{ path: 'query.colour', message: 'is not known' }]);
    await ann.agent.get('/api/diagrams?limit=5&limit=6').expect(400);
    await ann.agent.get('/api/me?verbose=1').expect(400);
  });

  it.each(['nonsense', '%00', '..%2F..%2Fetc', "1'%20OR%20'1", '00000000-0000-0000-0000-00000000000g', `${'9'.repeat(2000)}`])('answer the id %s as an unknown one', async (id) => {
    const strange = await ann.agent.get(`/api/diagrams/${id}`);
    const unknown = await ann.agent.get(`/api/diagrams/${UNKNOWN}`);
    expect({ ...strange.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect(strange.status).toBe(404);
  });
});

describe('bodies', () => {
  const post = (type: string, body: string | Buffer, more: Record<string, string> = {}) => ann.agent.post('/api/diagrams').set({ 'Content-Type': type, ...more }).serialize((raw: unknown) => raw as string).send(body as string);

  it.each([
    ['no JSON', 'application/json', '{"title":', 400, 'request.malformed'],
    ['a word', 'application/json', 'title', 400, 'request.malformed'],
    ['null', 'application/json', 'null', 400, 'request.invalid'],
    ['a list', 'application/json', '[]', 400, 'request.invalid'],
    ['nothing', 'application/json', '', 400, 'request.invalid'],
    ['a deep one', 'application/json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'request.malformed'],
    ['a name twice', 'application/json', '{"title":"a","title":"b"}', 400, 'request.malformed'],
    ['a name twice, written in two ways', 'application/json', '{"title":"a","\\u0074itle":"b"}', 400, 'request.malformed'],
    ['a form', 'application/x-www-form-urlencoded', 'title=x', 415, 'request.unsupported_media_type'],
    ['no type', 'application/octet-stream', '{"title":"x"}', 415, 'request.unsupported_media_type'],
    ['another character set', 'application/json; charset=utf-16', '{"title":"x"}', 415, 'request.unsupported_media_type'],
    ['a kind of JSON', 'application/vnd.api+json', '{"title":"x"}', 415, 'request.unsupported_media_type'],
  ])('%s', async (_name, type, body, status, code) => {
    expect((await post(type, body)).body).toMatchObject({ status, code });
  });

  it('that are no UTF-8 are refused, not bent', async () => {
    expect((await post('application/json', Buffer.from('{"title":"\xff\xfe"}', 'latin1'))).body).toMatchObject({ status: 400, code: 'request.malformed' });
  });

  it('that are packed are refused, so that nothing unpacks beyond the limit', async () => {
    expect((await post('application/json', '{"title":"x"}', { 'Content-Encoding': 'gzip' })).body).toMatchObject({ status: 415 });
  });

  it('in UTF-8 are taken, said or not', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON']) await post(type, '{"title":"Grüße"}').expect(201);
  });

  it('are not read of somebody who is not signed in', async () => {
    await app.agent().post('/api/diagrams').set('Content-Type', 'application/json').send('{"title":').expect(401);
  });
});

describe('methods', () => {
  it('tell what an address takes', async () => {
    await app.agent().options(`/api/diagrams/${UNKNOWN}`).expect(204).expect('Allow', 'DELETE, GET, HEAD, OPTIONS, PUT');
    const { body } = await ann.agent.patch(`/api/diagrams/${UNKNOWN}`).send({}).expect(405).expect('Allow', 'DELETE, GET, HEAD, OPTIONS, PUT');
    expect(body.code).toBe('request.method_not_allowed');
  });

  it('HEAD answers what GET does, without the body', async () => {
    const get = await ann.agent.get('/api/me').set('Accept-Encoding', 'identity').expect(200);
    const head = await ann.agent.head('/api/me').set('Accept-Encoding', 'identity').expect(200);
    expect(head.text ?? '').toBe('');
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    await app.agent().head('/api/me').expect(401);
  });
});

describe('changes asked for by another site', () => {
  const change = () => app.agent().post('/api/diagrams').set('Cookie', 'anything=1');

  it('are refused by Origin, by its absence and by Sec-Fetch-Site', async () => {
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: '' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      expect((await change().set(headers).send({ title: 'x' })).body).toMatchObject({ status: 403, code: 'request.cross_origin' });
    }
    await ann.agent.post('/api/diagrams').send({ title: 'our own' }).expect(201);
  });

  it('are not let in by headers of a proxy nobody trusts', async () => {
    expect((await change().set({ Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' }).send({ title: 'x' })).status).toBe(403);
  });
});

describe('limits', () => {
  it('are counted by user, and by address while nobody is signed in', async () => {
    const strict = await createTestApp({ env: { RATE_LIMIT_DEFAULT_PER_MINUTE: '5', RATE_LIMIT_SAVE_PER_MINUTE: '2' } });
    try {
      const [eve, fay] = [await signUp(strict, 'Eve'), await signUp(strict, 'Fay')]; // one request of each is counted
      const remaining = (response: { headers: Record<string, string> }) => response.headers['ratelimit-remaining'];
      expect(remaining(await eve.agent.get('/api/me').expect(200))).toBe('3');
      for (let left = 2; left >= 0; left--) expect(remaining(await eve.agent.get('/api/me').expect(200))).toBe(String(left));
      const limited = await eve.agent.get('/api/me').expect(429);
      expect(limited.body).toMatchObject({ code: 'request.rate_limited', status: 429 });
      expect(limited.headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '0', 'retry-after': limited.headers['ratelimit-reset'] });
      expect(remaining(await fay.agent.get('/api/me').expect(200))).toBe('3');
      await eve.agent.post('/api/diagrams').send({ title: 'saving is counted apart' }).expect(201);
      for (let tries = 0; tries < 5; tries++) await strict.agent().get('/api/me').expect(401);
      await strict.agent().get('/api/me').expect(429);
      for (let tries = 0; tries < 20; tries++) await strict.agent().get('/api/health/ready').expect(200);
    } finally {
      await strict.close();
    }
  });

  it('do not believe an X-Forwarded-For nobody vouches for', async () => {
    const strict = await createTestApp({ env: { RATE_LIMIT_DEFAULT_PER_MINUTE: '2' } });
    try {
      const ask = (address: string) => strict.agent().get('/api/me').set('X-Forwarded-For', address);
      expect([(await ask('1.1.1.1')).status, (await ask('2.2.2.2')).status, (await ask('3.3.3.3')).status]).toEqual([401, 401, 429]);
    } finally {
      await strict.close();
    }
  });
});

describe('the web client', () => {
  it('is served: hashed files for ever, the page asked about again, packed when it pays', async () => {
    const asset = await app.agent().get('/assets/app-1a2b3c.js').expect(200);
    expect(asset.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'gzip' });
    for (const path of ['/', '/diagrams/1', '/sign-in?next=%2F']) {
      const page = await app.agent().get(path).set('Accept', 'text/html,*/*').expect(200).expect('Content-Type', /text\/html/);
      expect(page.text).toContain('the client');
      expect(page.headers['cache-control']).toBe('no-cache');
    }
  });

  it('is there for whoever says nothing of HTML, and not for who wants something else', async () => {
    for (const path of ['/', '/diagrams/1']) {
      await app.agent().get(path).set('Accept', '*/*').expect(200).expect('Content-Type', /text\/html/);
      await app.agent().head(path).unset('Accept').expect(200).expect('Content-Type', /text\/html/);
      await app.agent().get(path).set('Accept', 'application/json').expect(404).expect('Content-Type', /problem\+json/);
    }
  });

  it('never answers for the API, for files that are not there, or outside its folder', async () => {
    await app.agent().get('/api/unknown').set('Accept', 'text/html').expect(404).expect('Content-Type', /problem\+json/);
    await app.agent().get('/assets/gone-1.js').set('Accept', '*/*').expect(404).expect('Content-Type', /problem\+json/);
    await app.agent().get('/..%2f..%2f..%2fetc/passwd').expect(404);
    await app.agent().get('/.env').set('Accept', 'text/html').expect(404);
    await app.agent().post('/').send({}).expect(404);
  });
});

describe('the log', () => {
  it('has a line for each request and never a query, a cookie or a password', async () => {
    await app.agent().post('/api/auth/sign-in/email').send({ email: 'ann@example.org', password: 'a very secret password' });
    await ann.agent.get('/api/diagrams?q=a-very-secret-query');
    expect(log.some((line) => line.includes('"path":"/api/auth/sign-in/email"'))).toBe(true);
    expect(log.join('\n')).not.toMatch(/very.secret|session_token/);
  });
});

describe('a process without the api role', () => {
  it('tells how it is, and nothing else', async () => {
    const worker = await createTestApp({ database: app.database, env: { ROLES: 'worker' } });
    try {
      await worker.agent().get('/api/health/ready').expect(200);
      await worker.agent().get('/api/me').expect(404);
      await worker.agent().get('/').set('Accept', 'text/html').expect(404);
    } finally {
      await worker.close();
    }
  });
});

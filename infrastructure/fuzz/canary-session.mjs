import { setTimeout as delay } from 'node:timers/promises';
import { PLAIN } from './hostile/corpus.mjs';

/**
 * Signs up, saves, imports, searches, exports, and does wrong what can be done wrong, with a canary wherever a person may put one.
 * @param {string} origin
 * @param {Record<string, string>} canaries by what they are
 * @param {string} who makes the address unique
 * @returns {Promise<{ secrets: Record<string, string>, ask: Function, diagramId: string }>} secrets: what the product gave them, which nobody else may see
 */
export async function liveWith(origin, canaries, who) {
  const headers = { Origin: origin, 'User-Agent': canaries.userAgent, Authorization: `Bearer ${canaries.authorization}`, Referer: `${origin}/?${canaries.referer}` };
  const ask = async (method, path, body, more = {}) => {
    const isJson = body !== undefined && !(body instanceof FormData) && typeof body !== 'string';
    const answer = await fetch(`${origin}${path}`, { method, headers: { ...headers, ...(isJson ? { 'Content-Type': 'application/json' } : {}), ...more }, body: isJson ? JSON.stringify(body) : body, signal: AbortSignal.timeout(30_000) }).catch((error) => error);
    if (answer instanceof Error) return { status: 0, body: {}, headers: new Headers() }; // the process or its database was ended under it
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : {} };
  };

  const account = { email: `${canaries.email}-${who}@example.org`, password: canaries.password };
  const signedUp = await ask('POST', '/api/auth/sign-up/email', { name: canaries.name, ...account });
  if (signedUp.status !== 200) throw new Error(`Sign-up was answered ${signedUp.status}`);
  const cookies = signedUp.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  headers.Cookie = `${cookies.join('; ')}; other=${canaries.cookie}`;
  await ask('POST', '/api/auth/sign-up/email', { name: canaries.name, ...account });
  await ask('POST', '/api/auth/sign-in/email', { ...account, password: canaries.wrongPassword });
  await ask('POST', '/api/auth/sign-in/email', account);
  await ask('POST', '/api/auth/sign-in/email', { ...account, [canaries.malformed]: canaries.malformed });

  const xml = PLAIN.replace('"Plain"', `"${canaries.content}"`);
  const { body: diagram } = await ask('POST', '/api/diagrams', { title: canaries.title, bpmnXml: xml }, { 'Idempotency-Key': canaries.idempotencyKey });
  await ask('PUT', `/api/diagrams/${diagram.id}`, { bpmnXml: xml.replace('name="B"', `name="B ${canaries.content}"`), message: canaries.message, expectedVersion: 1 });
  await ask('PUT', `/api/diagrams/${diagram.id}`, { title: canaries.title, expectedVersion: 1 });
  await ask('PUT', `/api/diagrams/${diagram.id}?token=${canaries.query}`, { title: canaries.title, expectedVersion: 2 });
  await ask('PUT', `/api/diagrams/${diagram.id}`, { bpmnXml: `<!DOCTYPE x><${canaries.malformed}/>`, expectedVersion: 2 });
  await ask('PUT', `/api/diagrams/${diagram.id}`, `{"title": ${canaries.malformed}`, { 'Content-Type': 'application/json' });
  await ask('POST', `/api/diagrams/${diagram.id}/merge`, { bpmnXml: xml, baseVersion: 1 });
  for (const format of ['bpmn', 'svg', 'png', 'pdf', canaries.query]) await ask('GET', `/api/diagrams/${diagram.id}/export?format=${format}`);
  await ask('GET', `/api/diagrams?q=${canaries.query}`);
  await ask('GET', `/api/search?q=${canaries.query}`);
  await ask('GET', `/api/${canaries.path}/${canaries.path}`);
  await ask('GET', `/api/diagrams/${canaries.path}`);
  await ask('GET', `/diagrams/${canaries.path}?element=${canaries.query}`);
  await ask('GET', '/api/diagrams', undefined, { 'If-None-Match': `"${canaries.query}"`, Cookie: `bpmn-studio.session_token=${canaries.cookie}.x` });
  const files = new FormData();
  files.append('files', new Blob([xml]), `${canaries.fileName}.bpmn`);
  files.append('files', new Blob([`<${canaries.malformed}`]), `${canaries.fileName}-2.bpmn`);
  files.append(canaries.malformed, new Blob([Buffer.from('504b0304', 'hex')]), `${canaries.fileName}.zip`);
  await ask('POST', '/api/imports', files);
  files.delete(canaries.malformed);
  const { body: job } = await ask('POST', '/api/imports', files);
  for (let turn = 0; turn < 40 && (await ask('GET', `/api/imports/${job.id}`)).body.status === 'running'; turn++) await delay(250);
  const secrets = Object.fromEntries(cookies.map((cookie) => [`cookie ${cookie.split('=')[0]}`, decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.')[0]]));
  return { secrets, ask, diagramId: diagram.id };
}

/**
 * Provokes faults of the product whose words name what is stored: checks of the database that every row with a canary breaks, so
 * that PostgreSQL quotes the row; and a table that is gone.
 * @param {{ query: (sql: string) => Promise<unknown> }} database as a superuser
 * @returns {Promise<number>} answers of 500
 */
export async function failWith({ ask, diagramId }, database, canaries) {
  let faults = 0;
  const count = async (asked) => (faults += (await asked).status === 500 ? 1 : 0);
  for (const [table, requests] of [
    ['diagram_versions', () => [ask('POST', '/api/diagrams', { title: canaries.title, bpmnXml: PLAIN.replace('"Plain"', `"${canaries.content}"`) })]],
    ['diagrams', () => [ask('POST', '/api/diagrams', { title: canaries.title }), ask('PUT', `/api/diagrams/${diagramId}`, { title: `${canaries.title} 3`, expectedVersion: 3 })]],
    ['users', () => [ask('POST', '/api/auth/sign-up/email', { name: canaries.name, email: `x-${canaries.email}@example.org`, password: canaries.password })]],
    ['sessions', () => [ask('POST', '/api/auth/sign-in/email', { email: `${canaries.email}-a@example.org`, password: canaries.password })]],
    ['import_files', () => [ask('POST', '/api/imports', formOf(canaries))]],
    ['idempotency_keys', () => [ask('POST', '/api/diagrams', { title: canaries.title }, { 'Idempotency-Key': `${canaries.idempotencyKey}-2` })]],
  ]) {
    await database.query(`ALTER TABLE ${table} ADD CONSTRAINT of_the_proof CHECK (false) NOT VALID`);
    for (const request of requests()) await count(request);
    await database.query(`ALTER TABLE ${table} DROP CONSTRAINT of_the_proof`);
  }
  // What the worker does after a save fails, and is tried again, and is parked or goes through later.
  for (const table of ['diagram_thumbnails', 'search_diagrams', 'search_elements']) await database.query(`ALTER TABLE ${table} ADD CONSTRAINT of_the_proof CHECK (false) NOT VALID`);
  await ask('POST', '/api/diagrams', { title: canaries.title, bpmnXml: PLAIN.replace('"Plain"', `"${canaries.content}"`) });
  await delay(3_000);
  for (const table of ['diagram_thumbnails', 'search_diagrams', 'search_elements']) await database.query(`ALTER TABLE ${table} DROP CONSTRAINT of_the_proof`);
  await database.query('ALTER TABLE diagrams RENAME TO diagrams_of_the_proof');
  for (const path of [`/api/diagrams?q=${canaries.query}`, `/api/search?q=${canaries.query}`, `/api/diagrams/${diagramId}`]) await count(ask('GET', path));
  await database.query('ALTER TABLE diagrams_of_the_proof RENAME TO diagrams');
  return faults;
}

function formOf(canaries) {
  const files = new FormData();
  files.append('files', new Blob([PLAIN.replace('"Plain"', `"${canaries.content}"`)]), `${canaries.fileName}.bpmn`);
  return files;
}
